"""The hash chain: whoever lacks the key cannot change a link, and any change is found where it is."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from engine.model.chain import GENESIS, Link, canonical, mac, payload_hash, state_mac, verify

KEY, OTHER = b"k" * 32, b"o" * 32
BLANK = Link("c1", 0, "t", "T", 1, "u", "r", "C", "", "s", "", "", "")


def chain(payloads: list[str], key: bytes = KEY) -> list[Link]:
    """A chain with these payloads."""
    links, previous = [], GENESIS
    for seq, payload in enumerate(payloads, start=1):
        link = replace(BLANK, seq=seq, payload=payload, salt=f"s{seq}", payload_hash=payload_hash(f"s{seq}", payload))
        previous = mac(key, previous, link)
        links.append(replace(link, mac=previous))
    return links


def breaks(links: list[Link], seq: int, head: str) -> list[tuple[int, str]]:
    """What ``verify`` finds."""
    return [(found.seq, found.what) for found in verify(KEY, links, seq, head)]


payloads = st.lists(st.text(max_size=5), min_size=3, max_size=8)


@given(payloads)
def test_an_honest_chain_holds(texts: list[str]) -> None:
    links = chain(texts)
    assert breaks(links, len(links), links[-1].mac) == []


def test_an_empty_chain_holds_only_with_an_empty_head() -> None:
    assert breaks([], 0, GENESIS) == []
    assert breaks([], 1, "x") != []


@given(payloads, st.data())
def test_any_edited_field_is_found_at_its_place(texts: list[str], data: st.DataObject) -> None:
    links = chain(texts)
    at = data.draw(st.integers(0, len(links) - 1))
    name = data.draw(st.sampled_from(["at", "type", "actor", "authority", "command", "payload", "state_hash", "salt"]))
    edited = [*links[:at], replace(links[at], **{name: getattr(links[at], name) + "x"}), *links[at + 1:]]
    assert at + 1 in [seq for seq, _what in breaks(edited, len(links), links[-1].mac)]


@given(payloads, st.data())
def test_removed_and_swapped_links_are_found(texts: list[str], data: st.DataObject) -> None:
    links = chain(texts)
    at = data.draw(st.integers(0, len(links) - 2))
    head = (len(links), links[-1].mac)
    assert breaks([*links[:at], *links[at + 1:]], *head) != []
    assert breaks([*links[:at], links[at + 1], links[at], *links[at + 2:]], *head) != []
    assert breaks(links[:-1], *head) == [(len(links), "log does not end at the recorded head")]


def test_a_forger_with_another_key_is_found_from_the_first_link() -> None:
    forged = chain(["a", "b"], OTHER)
    assert breaks(forged, 2, forged[-1].mac) == [
        (1, "header or predecessor altered"), (2, "header or predecessor altered")]


def test_a_redacted_payload_keeps_the_proof() -> None:
    """A lawful redaction removes payload and salt; what remains still proves itself."""
    links = chain(["a", "secret", "c"])
    links[1] = replace(links[1], payload=None, salt="")
    assert breaks(links, 3, links[-1].mac) == []


def test_a_payload_cannot_move_into_the_salt() -> None:
    assert payload_hash("ab", "c") != payload_hash("a", "bc")


def test_state_mac_binds_case_revision_and_each_part() -> None:
    proofs = {
        state_mac(KEY, "c", 1, b"ab", b"c"), state_mac(KEY, "c", 1, b"a", b"bc"), state_mac(KEY, "c", 2, b"ab", b"c"),
        state_mac(KEY, "d", 1, b"ab", b"c"), state_mac(OTHER, "c", 1, b"ab", b"c"), state_mac(KEY, "c", 1, b"abc"),
    }
    assert len(proofs) == 6


def test_canonical_text_does_not_depend_on_order() -> None:
    assert canonical({"b": 1, "a": "监督"}) == '{"a":"监督","b":1}'
