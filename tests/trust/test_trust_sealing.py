"""Seals: opened whole, in their place and with their key, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedbed.trust.sealing import BrokenSeal, new_key, seal, unseal

KEY, OTHER = b"\x01" * 32, b"\x02" * 32


@given(content=st.binary(max_size=2000), place=st.text(max_size=40))
def test_what_is_sealed_comes_back_as_it_was(content: bytes, place: str) -> None:
    assert unseal(seal(content, key=KEY, bound_to=place), key=KEY, bound_to=place) == content


@given(content=st.binary(min_size=1, max_size=200), data=st.data())
def test_any_change_to_a_seal_is_noticed(content: bytes, data: st.DataObject) -> None:
    sealed = seal(content, key=KEY, bound_to="here")
    at = data.draw(st.integers(0, len(sealed) - 1))
    bit = data.draw(st.integers(0, 7))
    changed = bytearray(sealed)
    changed[at] ^= 1 << bit
    with pytest.raises(BrokenSeal):
        unseal(bytes(changed), key=KEY, bound_to="here")


@given(content=st.binary(max_size=200), data=st.data())
def test_a_seal_cut_short_or_grown_does_not_open(content: bytes, data: st.DataObject) -> None:
    sealed = seal(content, key=KEY, bound_to="here")
    cut = data.draw(st.integers(0, len(sealed) - 1))
    for other in (sealed[:cut], sealed + b"x"):
        with pytest.raises(BrokenSeal):
            unseal(other, key=KEY, bound_to="here")


def test_a_seal_opens_with_its_key_and_in_its_place_only() -> None:
    sealed = seal(b"a voice", key=KEY, bound_to="file/1")
    with pytest.raises(BrokenSeal, match="file/1"):
        unseal(sealed, key=OTHER, bound_to="file/1")
    with pytest.raises(BrokenSeal, match="file/2"):
        unseal(sealed, key=KEY, bound_to="file/2")


def test_the_same_words_sealed_twice_do_not_look_alike() -> None:
    assert seal(b"same", key=KEY, bound_to="x") != seal(b"same", key=KEY, bound_to="x")
    assert new_key() != new_key()
    assert b"same" not in seal(b"same", key=KEY, bound_to="x")


def test_what_was_sealed_in_earlier_years_opens() -> None:
    kept = "736231000102030405060708090a0b2622a074ac86a71909d86715e6f57d5a3b7bdcd04ca162"
    key = bytes(range(32))
    assert unseal(bytes.fromhex(kept), key=key, bound_to="file/1") == b"a voice"
    assert len(seal(b"a voice", key=key, bound_to="file/1")) == len(bytes.fromhex(kept))
