"""Forms on the server: the authority on what may be sent. The browser only helps.

Law of this room: pure; a form, values, variables and a clock come in, typed values or every field's fault come out.
FEEL decides visibility, read-only fields and extra rules; nothing else is evaluated.
"""

from engine.forms.drafts import draft
from engine.forms.validation import validate

__all__ = ["draft", "validate"]
