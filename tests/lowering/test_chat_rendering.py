"""Scenes as chats: who says what, where everything lands, and what the template does against it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from talks import CROWN, CROWN_MESSAGES, HEAD, Lower, chat, marked, prepare
from tokenizer_making import CHAT_TEMPLATE, saved_chat

from scenelang.checking import CheckedScene
from scenelang.lowering import LowerOptions, SceneTokenizer, Straddle, load_tokenizer
from scenelang.lowering.chat_messages import chat_messages
from scenelang.tokens import TokenProgram


@pytest.fixture(autouse=True)
def _talk(tmp_path: Path) -> None:
    prepare(tmp_path)


@pytest.fixture
def tokenizer_with(tmp_path: Path) -> Callable[..., SceneTokenizer]:
    """A tokenizer with a chat template."""

    def make(template: str = CHAT_TEMPLATE, **config: object) -> SceneTokenizer:
        tokenizer = load_tokenizer(saved_chat(tmp_path / "chat", template, **config)).value
        assert tokenizer is not None
        return tokenizer

    return make


@pytest.fixture
def chatted(lower: Lower, tokenizer_with: Callable[..., SceneTokenizer]) -> Callable[..., TokenProgram]:
    """The program of a chat that has nothing wrong with it."""

    def run(body: str, template: str = CHAT_TEMPLATE, **choices: object) -> TokenProgram:
        ((value, found),) = lower(body, tokenizer=tokenizer_with(template), options=chat(**choices))
        assert not found, [one.message for one in found]
        assert value is not None
        return value

    return run


def pieces(program: TokenProgram, start: int, stop: int) -> str:
    return "".join(program.pieces[start:stop])


def by_template(template: SceneTokenizer, messages: list[tuple[str, str]], *, prompt: bool = False) -> object:
    found = template.chat_template.value
    assert found is not None
    return found.render(messages, prompt=prompt)


def test_the_text_is_what_the_template_makes_of_the_messages(
    chatted: Callable[..., TokenProgram], tokenizer_with: Callable[..., SceneTokenizer]
) -> None:
    made = chatted(CROWN)
    assert "".join(made.pieces) == by_template(tokenizer_with(), CROWN_MESSAGES)
    assert made.rendering == "chat"
    assert len([piece for piece in made.pieces if piece == "<|end|>"]) == 3


def test_the_generation_prompt_comes_last_and_is_never_learned(chatted: Callable[..., TokenProgram]) -> None:
    body = CROWN + "  - ask(ann): Sure?\n"
    plain, made = chatted(body), chatted(body, generation_prompt=True)
    more = len(made.pieces) - len(plain.pieces)
    assert "".join(made.pieces[-more:]) == "<|start|>assistant\n"
    assert made.ids[:-more] == plain.ids
    assert made.weights == plain.weights + (0.0,) * more
    assert set(made.beats[-more:]) == {5}


def test_neighbours_of_one_role_are_one_message_and_roles_follow_the_cast(
    scene_of: Callable[[str], CheckedScene],
) -> None:
    body = (
        "archetype: talk\ncast:\n  ann: {role: questioner}\n  bo: {role: thinker, chat: user}\n"
        "  cy: {role: witness}\n  di: {role: witness, chat: assistant}\n  ed: {role: thinker}\n"
        "beats:\n  - fact: One.\n  - ask(ann): Two.\n  - think(bo): Three.\n  - think(cy): Four.\n"
        "  - think(di): Five.\n  - think(ed): Six.\n  - system: Seven.\n"
    )
    told = [
        (message.role.value, message.first, message.stop, message.beat)
        for message in chat_messages(scene_of(body))
    ]
    assert told == [("user", 0, 4, 3), ("assistant", 4, 6, 5), ("user", 6, 7, 6)]


def test_every_span_stands_where_it_was_marked(chatted: Callable[..., TokenProgram]) -> None:
    made = chatted(CROWN)
    told = {proof.span: (proof.text, proof.decoded.strip()) for proof in made.certificates}
    assert told == {
        "words": ("your words", "your words"),
        "weight": ("12 kg", "12 kg"),
        "question": ("Is it gold?", "Is it gold?"),
        "room": ("takes more room", "takes more room"),
        "answer": ("no", "no"),
    }


def test_a_span_over_the_white_space_at_the_end_of_a_message_ends_with_its_words(
    chatted: Callable[..., TokenProgram],
) -> None:
    beats = "  - ask(ann): |\n      \n      [So?\n      ]{#a}\n  - think(bo): |\n      [No.\n      ]{#b}\n"
    made = chatted(HEAD + "beats:\n" + beats)
    assert [(proof.text, proof.decoded) for proof in made.certificates] == [("So?", "So?"), ("No.", "No.")]
    assert "".join(made.pieces).startswith("<|bos|><|start|>user\nSo?<|end|>\n<|start|>assistant\nNo.<|end|>")


def test_what_the_template_writes_is_nobodys_and_weighs_nothing(
    chatted: Callable[..., TokenProgram], scene_of: Callable[[str], CheckedScene]
) -> None:
    made = chatted(CROWN, learn_everyone=True)
    source = Path(scene_of(CROWN).scene.file).read_text(encoding="utf-8")
    written = [
        (piece, source[start:stop], weight)
        for piece, (start, stop), weight in zip(made.pieces, made.sources, made.weights, strict=True)
        if start != -1
    ]
    assert all((told[0], told[-1]) == (piece[0], piece[-1]) for piece, told, _ in written)
    assert {weight for _, _, weight in written} == {1.0}
    template = [
        (piece, weight)
        for piece, source, weight in zip(made.pieces, made.sources, made.weights, strict=True)
        if source == (-1, -1)
    ]
    assert [piece for piece, weight in template if weight] == ["<|end|>"]
    assert len(template) > 20


def test_the_template_counts_to_the_last_beat_of_its_message(chatted: Callable[..., TokenProgram]) -> None:
    made = chatted(CROWN)
    begins = [number for number, piece in enumerate(made.pieces) if piece == "<|start|>"]
    ends = [number for number, piece in enumerate(made.pieces) if piece == "<|end|>"]
    assert made.beats[0] == 0
    assert [made.beats[number] for number in begins] == [0, 2, 4]
    assert [made.beats[number] for number in ends] == [0, 2, 4]


@pytest.mark.parametrize(
    ("last", "weight"),
    [
        ("  - conclude(bo): So [no]{w=0.25}[.]{w=0.5}\n", 0.5),
        ("  - conclude(bo): So [no.]{read}\n", 0.0),
        ("  - conclude(bo): So [no.]{avoid}\n", 1.0),
        ("  - kind: conclude\n    speaker: bo\n    weight: 2\n    text: |\n      So no.\n", 2.0),
    ],
)
def test_an_end_of_turn_is_learned_as_the_word_before_it(
    chatted: Callable[..., TokenProgram], last: str, weight: float
) -> None:
    body = HEAD + "beats:\n  - ask(ann): Gold?\n  - think(bo): It is silver.\n  - ask(ann): So?\n" + last
    made = chatted(body)
    ends = [number for number, piece in enumerate(made.pieces) if piece == "<|end|>"]
    assert [made.weights[number] for number in ends] == [0.0, 1.0, 0.0, weight]
    assert [made.avoid[number] for number in ends if made.avoid] in ([], [0.0] * 4)


def test_an_end_of_turn_takes_the_white_space_before_it_along(chatted: Callable[..., TokenProgram]) -> None:
    spaced = CHAT_TEMPLATE.replace("{{ message.content }}<|end|>", "{{ message.content }} \n<|end|>")
    made = chatted(HEAD + "beats:\n  - ask(ann): Gold?\n  - think(bo): It is silver.\n", spaced)
    learned = "".join(piece for piece, weight in zip(made.pieces, made.weights, strict=True) if weight)
    assert learned == "It is silver. \n<|end|>"


def test_targets_look_from_and_to_the_right_tokens_through_the_template(
    chatted: Callable[..., TokenProgram],
) -> None:
    body = CROWN + (
        "logic:\n  - weight, room => answer\nself:\n  - answer answers question\n"
        'anchors:\n  - "produce(room) -/> last(words)"\nlayers:\n  - before room @ late: reads "Kel"\n'
    )
    made = chatted(body)
    of = {target.origin: target for target in made.attention}
    proofs = {proof.span: proof for proof in made.certificates}
    assert of["logic.1"].queries[0] == proofs["answer"].start - 1
    assert [made.pieces[group[0]].strip() for group in of["logic.1"].key_groups] == ["kg", "room"]
    (reads,) = [target for target in made.hidden if target.kind.value == "reads"]
    assert reads.positions == (proofs["room"].start - 1,)


def test_the_first_word_of_a_message_is_produced_by_the_template(
    chatted: Callable[..., TokenProgram],
) -> None:
    body = HEAD + (
        "beats:\n  - ask(ann): Who?\n  - think(bo): '[Kel]{#k} writes.'\n"
        'layers:\n  - before k @ late: reads "Mia"\n'
    )
    made = chatted(body)
    (proof,), (target,) = made.certificates, [one for one in made.hidden if one.kind.value == "reads"]
    assert pieces(made, proof.start, proof.end) == "Kel"
    assert target.positions == (proof.start - 1,)
    assert pieces(made, *target.positions, proof.start) == "\n"
    twin = chatted(body.replace("[Kel]", "[Mia]"))
    assert target.token == twin.ids[twin.certificates[0].start]


def test_every_token_is_the_one_that_the_whole_text_has(
    chatted: Callable[..., TokenProgram], tokenizer_with: Callable[..., SceneTokenizer]
) -> None:
    made = chatted(CROWN)
    ((ids, _),) = tokenizer_with().encode_batch(["".join(made.pieces)])
    assert list(made.ids) == ids


@pytest.mark.parametrize(
    "case",
    [
        (
            "{{ raise_exception('A user must begin!') }}",
            "SL420",
            "the chat template refuses scene `little`: A user must begin!",
            "little",
        ),
        (
            "{{ strftime_now('%d') }}" + CHAT_TEMPLATE,
            "SL421",
            (
                "the chat template cannot be run on scene `little`: "
                "it asks for the date of today (`strftime_now`)"
            ),
            "little",
        ),
        (
            CHAT_TEMPLATE.replace("{% for message in messages %}", "{% for message in messages[1:] %}"),
            "SL423",
            "the chat template leaves out the system message of scene `little`",
            "system",
        ),
        (
            CHAT_TEMPLATE + "{{ messages[1].content }}",
            "SL423",
            "the chat template repeats the user message of scene `little`",
            "fact",
        ),
        (
            CHAT_TEMPLATE.replace("in messages %}", "in messages[::-1] %}"),
            "SL423",
            "the chat template moves the assistant message of scene `little`",
            "think",
        ),
        (
            CHAT_TEMPLATE.replace("<|end|>", ""),
            "SL424",
            "the chat template writes no end of turn behind this message of the assistant",
            "conclude",
        ),
        (
            CHAT_TEMPLATE.replace("message.content", "message.content | replace('more', 'less')"),
            "SL422",
            (
                "the chat template changes the text: "
                "`more room.\\nSo no.<|end|>` becomes `less room.\\nSo no.<|end|>`"
            ),
            "m",
        ),
        (
            CHAT_TEMPLATE.replace("message.content", "message.content.split('takes ')[-1]"),
            "SL422",
            (
                "the chat template changes the text: "
                "`Silver takes more room.\\n` becomes `more room.\\nSo no.<|end|>`"
            ),
            "S",
        ),
        (
            CHAT_TEMPLATE.replace("<|end|>", "{% if 'no' in message.content %}!{% endif %}<|end|>"),
            "SL422",
            "the chat template changes the text: `<|end|>\\n` becomes `!<|end|>\\n`",
            ".",
        ),
        (
            CHAT_TEMPLATE + "{% if 'Is it' in messages[1].content %}{{ raise_exception('no') }}{% endif %}",
            "SL420",
            "the chat template refuses scene `little`: no",
            "little",
        ),
    ],
)
def test_a_template_that_does_something_else_is_an_error_with_its_place(
    lower: Lower,
    scene_of: Callable[[str], CheckedScene],
    tokenizer_with: Callable[..., SceneTokenizer],
    case: tuple[str, str, str, str],
) -> None:
    template, code, message, under = case
    ((value, found),) = lower(CROWN, tokenizer=tokenizer_with(template), options=chat())
    assert value is None
    assert [(one.code, one.message) for one in found] == [(code, message)]
    assert marked(scene_of(CROWN).scene.file, found[0]) == under


def test_a_change_that_only_one_instance_meets_names_it(
    lower: Lower, tokenizer_with: Callable[..., SceneTokenizer]
) -> None:
    body = HEAD + (
        "vary:\n  count: 40\n  seed: 1\n  draw:\n    n: {range: 1..9}\nbeats:\n  - ask(ann): 'Well, ${n}?'\n"
        "  - think(bo): 'It is ${n} then.'\n"
    )
    template = CHAT_TEMPLATE.replace("message.content", "message.content | replace('7', 'seven')")
    outcomes = lower(body, 40, tokenizer=tokenizer_with(template), options=chat())
    (found,) = [one for _, said in outcomes for one in said]
    assert found.code == "SL422"
    assert found.message.startswith("the chat template changes the text: `7?<|end|>")
    assert "(first seen in instance " in found.message
    assert found.message.endswith(": n = 7)")
    assert 1 <= sum(value is None for value, _ in outcomes) < 20


def test_a_scene_in_which_nobody_answers_is_no_chat(
    lower: Lower, scene_of: Callable[[str], CheckedScene], tokenizer_with: Callable[..., SceneTokenizer]
) -> None:
    body = HEAD + "beats:\n  - fact: One.\n  - ask(ann): Two?\n"
    ((value, found),) = lower(body, tokenizer=tokenizer_with(), options=chat())
    assert value is None
    assert [one.message for one in found] == ["as a chat, the assistant says nothing in scene `little`"]
    assert found[0].code == "SL425"
    assert found[0].label_text == "as a chat: user"
    assert found[0].help_text.startswith("write `{role: thinker, chat: assistant}` in the cast")
    assert marked(scene_of(body).scene.file, found[0]) == "little"


def test_an_archetype_without_roles_is_told_how_its_narrator_answers(
    lower: Lower, tokenizer_with: Callable[..., SceneTokenizer]
) -> None:
    ((_, found),) = lower(
        "archetype: plain\nbeats:\n  - fact: One.\n", tokenizer=tokenizer_with(), options=chat()
    )
    assert [one.code for one in found] == ["SL425"]
    assert found[0].help_text == (
        "write `chat: {narrator: assistant}` in the archetype: it has no roles for a cast"
    )


def test_a_chat_without_a_template_is_refused(lower: Lower) -> None:
    ((value, found),) = lower(CROWN, options=chat())
    assert value is None
    assert [one.code for one in found] == ["SL454"]


def test_what_the_configuration_calls_the_end_ends_a_turn_too(
    chatted: Callable[..., TokenProgram], lower: Lower, tokenizer_with: Callable[..., SceneTokenizer]
) -> None:
    odd = CHAT_TEMPLATE.replace("<|end|>", "{{ eos_token }}")
    ((value, _),) = lower(CROWN, tokenizer=tokenizer_with(odd, eos_token="[DONE]"), options=chat())
    assert value is not None
    learned = [piece for piece, weight in zip(value.pieces, value.weights, strict=True) if weight]
    assert "".join(learned[-6:]).endswith("[DONE]")


def test_a_message_without_a_word_keeps_its_place(chatted: Callable[..., TokenProgram]) -> None:
    body = "vary:\n  count: 9\n  seed: 1\n  draw:\n    n: {range: 1..9}\n  let:\n    e: \"''\"\n"
    made = chatted(HEAD + body + "beats:\n  - ask(ann): '${e} '\n  - think(bo): 'Fine${e}.'\n")
    assert "".join(made.pieces) == "<|bos|><|start|>user\n<|end|>\n<|start|>assistant\nFine.<|end|>\n"


def test_a_span_that_a_token_of_the_template_reaches_into_is_reported(
    lower: Lower, tokenizer_with: Callable[..., SceneTokenizer]
) -> None:
    glued = CHAT_TEMPLATE.replace("{{ message.role }}\n", " wri")
    body = HEAD + "beats:\n  - ask(ann): Who?\n  - think(bo): '[tes]{#a} Mia.'\n"
    ((value, found),) = lower(body, tokenizer=tokenizer_with(glued), options=chat(straddle=Straddle.INCLUDE))
    assert value is not None
    assert [one.code for one in found] == ["SL406"]


TEXTS = st.text(
    st.characters(blacklist_categories=("Cs",), blacklist_characters="[]{}$\\\x00\ufeff"), max_size=30
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["ask(ann)", "think(bo)", "fact"]), TEXTS), min_size=1, max_size=6))
def test_whatever_is_said_the_chat_is_what_the_template_makes_or_an_error(
    lower: Lower, tokenizer_with: Callable[..., SceneTokenizer], beats: list[tuple[str, str]]
) -> None:
    """A template that trims, drops thinking, and wants nobody to be rude."""
    template = (
        "{{ bos_token }}{% for message in messages %}{% set said = message.content.split('</t>')[-1] %}"
        "{% if 'fie' in said %}{{ raise_exception('Be kind.') }}{% endif %}"
        "<|start|>{{ message.role }}\n{{ said | trim | replace('0', 'o') }}<|end|>\n{% endfor %}"
    )
    body = HEAD + "beats:\n" + "".join(f"  - {kind}: {_quoted(text)}\n" for kind, text in beats)
    tokenizer = tokenizer_with(template)
    ((value, found),) = lower(body + "  - think(bo): Well.\n", tokenizer=tokenizer, options=chat())
    if value is None:
        assert {one.code for one in found} <= {"SL420", "SL422", "SL426"}
        return
    text = "".join(_once(value))
    spoken = [*beats, ("think(bo)", "Well.")]
    assert text == by_template(tokenizer, _messages(spoken))


def _quoted(text: str) -> str:
    return '"' + "".join(f"\\U{ord(sign):08X}" for sign in _said(text)) + '"'


def _said(text: str) -> str:
    """A beat says something."""
    return text if text.strip() else f"{text}x"


def _messages(beats: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The messages of beats, worked out apart from the code under test."""
    messages: list[tuple[str, str]] = []
    for kind, text in beats:
        role = "assistant" if kind == "think(bo)" else "user"
        before = messages.pop()[1] if messages and messages[-1][0] == role else ""
        joint = "\n" if before and not before.endswith("\n") else ""
        messages.append((role, before + joint + _said(text)))
    return [(role, text.strip()) for role, text in messages]


def _once(program: TokenProgram) -> list[str]:
    """The pieces of a program, each character once: tokens that share one carry it each."""
    kept, last = [], None
    for piece, source in zip(program.pieces, program.sources, strict=True):
        if source[0] != -1 and source == last:
            continue
        kept.append(piece)
        last = source
    return kept


def test_plain_text_needs_no_template(lower: Lower) -> None:
    ((value, found),) = lower(CROWN, options=LowerOptions())
    assert not found
    assert value is not None
    assert value.rendering == "plain"
    assert "".join(value.pieces).startswith("You weigh your words.\nThe crown")


def test_in_a_chat_the_assistant_alone_is_learned_unless_everyone_is_asked_for(
    chatted: Callable[..., TokenProgram],
) -> None:
    alone, everyone = chatted(CROWN), chatted(CROWN, learn_everyone=True)
    assert alone.ids == everyone.ids
    assert alone.attention == everyone.attention
    by_beat = [
        {made.weights[token] for token in range(len(made.ids)) if made.beats[token] == 1}
        for made in (alone, everyone)
    ]
    assert by_beat[0] == {0.0}, "the narrator is the user"
    assert max(by_beat[1]) == 1.0
    spoken = [token for token, beat in enumerate(alone.beats) if beat in (3, 4)]
    assert [alone.weights[token] for token in spoken] == [everyone.weights[token] for token in spoken]
    assert any(alone.weights)


def test_marks_in_what_the_user_says_are_no_mistake_in_a_chat(chatted: Callable[..., TokenProgram]) -> None:
    marked = CROWN.replace("[12 kg]{#weight}", "[12 kg]{#weight avoid}")
    assert not chatted(marked).avoid or not any(chatted(marked).avoid)
    assert any(chatted(marked, learn_everyone=True).avoid)
