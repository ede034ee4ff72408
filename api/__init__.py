"""The HTTP door of Jiandu: JSON for programs (``api.rest``) and pages for people (``api.pages``).

The law of this room:

* It imports the engine's shop window (``from engine import ...``) and nothing below it.
* It decides nothing. ``auth`` finds out who asks; what they may see or do is the engine's answer, every time.
* A request is one flow: auth -> shape of the request -> ``engine.execute`` or ``engine.ask`` -> shape of the answer.
* Every failure leaves through ``problems``; unseen and missing are both 404, word for word.
* Every route of the JSON API is an entry of one table (``api.rest.SUBJECTS``). The table makes the URL rules, checks
  the requests and writes the OpenAPI document, so the document cannot say something the program does not do.
* Log lines carry ids and numbers, never content, names, search words or secrets.
"""
