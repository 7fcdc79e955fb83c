"""Names and words of somebody, taken out of what others wrote."""

import pytest

from cmhub.lib.quoted import Quoted

AWA = Quoted(
    names=["Awa Ndiaye"],
    texts=["Ma carte SIM est bloquée depuis hier, appelez le 677000001", "Allô ?"],
)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Que répondre à Awa ?", "Que répondre à … ?"),
        ("AWA NDIAYÉ attend", "… attend"),
        ("« ma carte sim est BLOQUEE depuis hier » et après", "« … » et après"),
        (
            "Rappeler le 677000001.",
            "Rappeler le ….",
        ),
        ("La carte SIM est remplacée en agence.", "La carte SIM est remplacée en agence."),
        ("Allô !", "Allô !"),
        ("Le hawaïen", "Le hawaïen"),
        ("", ""),
    ],
)
def test_what_is_theirs_is_taken_out(text: str, left: str) -> None:
    assert AWA.without(text) == left
    assert AWA.in_(text) is (text != left)


def test_of_nobody_nothing_is_taken() -> None:
    nobody = Quoted(names=[""], texts=["", "Oui"])
    assert nobody.without("Oui, elle attend") == "Oui, elle attend"


def test_a_short_message_is_found_as_a_whole() -> None:
    short = Quoted(names=[], texts=["Toujours rien"])
    assert short.without("Elle dit : toujours rien !") == "Elle dit : … !"
