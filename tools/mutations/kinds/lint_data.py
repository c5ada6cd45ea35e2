"""What does not belong in training data: addresses, numbers and keys of people, texts without a right."""

from __future__ import annotations

from draft import Draft, Mutation, kind


def _told(draft: Draft, words: str, code: str, new: str | None = None) -> Mutation | None:
    """A sentence with something in it that is somebody's; `new` is what the fix makes of it."""
    made = draft.add_text(f"It said {words} only.", code, words)
    if made is None or new is None:
        return made
    after = made.text[: made.start] + new + made.text[made.end :]
    return Mutation(made.text, code, made.start, made.end, after=after)


@kind("an e-mail address")
def email_address(draft: Draft) -> Mutation | None:
    """At a domain that may be somebody's."""
    address = draft.rng.choice(("ann.lee@orchard-street.org", "a.b+c@d.co.uk", "ivan@sneg.ru"))
    return _told(draft, address, "SL905", "name@example.com")


@kind("a telephone number")
def phone_number(draft: Draft) -> Mutation | None:
    """With its country, as people write it."""
    number = draft.rng.choice(
        ("+44 20 7925 0918", "+7 812 312-14-00", "+1 (212) 736-5000", "+49 30 227 32152")
    )
    return _told(draft, number, "SL906", "+1 202 555 0142")


@kind("the number of an account")
def account_number(draft: Draft) -> Mutation | None:
    """An IBAN whose check digits are right."""
    number = draft.rng.choice(
        ("DE75 5121 0800 1245 1261 99", "NO9386011117947", "PL61109010140000071219812874")
    )
    return _told(draft, number, "SL907")


@kind("the number of a card")
def card_number(draft: Draft) -> Mutation | None:
    """One that Luhn's digit proves."""
    return _told(draft, draft.rng.choice(("4539 1488 0343 6467", "6011-0009-9013-9432")), "SL907")


@kind("a network address")
def network_address(draft: Draft) -> Mutation | None:
    """A public one, old style and new."""
    addresses = (("85.214.132.117", "192.0.2.1"), ("2a00:1450:4001:81b::200e", "2001:db8::1"))
    address, nobodys = draft.rng.choice(addresses)
    return _told(draft, address, "SL908", nobodys)


@kind("a secret key in a text")
def secret_in_text(draft: Draft) -> Mutation | None:
    """What opens somebody's account."""
    keys = ("AKIA2E0A8F3B244C9986", "ghp_aaaaBBBBccccDDDDeeeeFFFFggggHHHHiiii")
    return _told(draft, draft.rng.choice(keys), "SL909")


@kind("a secret key in a comment")
def secret_in_comment(draft: Draft) -> Mutation | None:
    """It is not trained, and still in the file."""
    return draft.replace(0, 0, "# pushed with AKIA2E0A8F3B244C9986\n", "SL909", "AKIA2E0A8F3B244C9986")


@kind("a licence that nearly has its name")
def misspelt_licence(draft: Draft) -> Mutation | None:
    """As people write it."""
    written, meant = draft.rng.choice((("CC-BY 4.0", "CC-BY-4.0"), ("Apache 2.0", "Apache-2.0")))
    made = draft.add_key(f"licence: {written}", "SL912", written)
    after = "" if made is None else made.text.replace(f"licence: {written}", f"licence: {meant}")
    return made and Mutation(made.text, made.code, made.start, made.end, after=after)


@kind("a licence that is none")
def unknown_licence(draft: Draft) -> Mutation | None:
    """Words of everyday."""
    words = draft.rng.choice(("free to use", "public domain", "ask the author"))
    return draft.add_key(f"licence: {words}", "SL912", words)
