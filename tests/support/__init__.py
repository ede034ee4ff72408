"""What tests share: a small content folder, databases made fresh and fast, a house to act in, and its proofs."""
