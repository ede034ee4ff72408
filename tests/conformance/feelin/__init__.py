"""The conditions of our forms, evaluated here and by feelin, which form-js uses in the browser."""
