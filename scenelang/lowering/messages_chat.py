"""What can be wrong with a scene as a chat, and with control tokens in its text."""

from __future__ import annotations

from typing import ClassVar

from scenelang.diagnostics import Diagnostic


class TemplateRefuses(Diagnostic):
    """The chat template of the tokenizer does not take a conversation of this form.

    Templates stop with words of their own where they do not know what to do: many want user and assistant to
    take turns and a user to begin, some know no system message. The words in the message are the template's.
    Say who speaks as what under `cast` (`{role: thinker, chat: assistant}`), or give another beat a speaker.
    """

    code: ClassVar[str] = "SL420"
    title: ClassVar[str] = "the chat template refuses scene `{scene}`: {words}"
    label: ClassVar[str] = "as a chat: {roles}"
    help: ClassVar[str] = (
        "change who speaks as what with `chat:` in the cast, or render the scene as plain text"
    )

    scene: str
    words: str
    roles: str


class TemplateFails(Diagnostic):
    """The chat template of the tokenizer cannot be run on this scene.

    Nothing is wrong with the scene: the template asks for something that it is not given, such as the date
    of today (which would make every build another one), tools or images, or it has a mistake of its own.
    Write another template as `chat_template.jinja` beside the tokenizer, or render plain text.
    """

    code: ClassVar[str] = "SL421"
    title: ClassVar[str] = "the chat template cannot be run on scene `{scene}`: {problem}"
    label: ClassVar[str] = "as a chat: {roles}"
    help: ClassVar[str] = "put a template that can be run beside the tokenizer, as `chat_template.jinja`"

    scene: str
    problem: str
    roles: str


class TemplateChangesText(Diagnostic):
    """The chat template writes something else than the scene says.

    Templates may cut off white space, take out what stands between thinking marks, replace words. Then the
    model would read another text than the author wrote, and spans would point at the wrong characters, so
    every chat is compared with what the template really makes of it. This is the first character that
    differs. Write the text so that the template leaves it alone, or render plain text.
    """

    code: ClassVar[str] = "SL422"
    title: ClassVar[str] = "the chat template changes the text: `{written}` becomes `{made}`{found_in}"
    label: ClassVar[str] = "from here on the template writes `{made}`"
    help: ClassVar[str] = "write what the template keeps as it is, or render the scene as plain text"

    written: str
    made: str
    found_in: str


class TemplateMovesMessage(Diagnostic):
    """The chat template leaves a message out, says it twice, or puts it somewhere else.

    Some templates drop a system message, or repeat it before every question. The scene is then not what the
    model reads. Say who speaks as what under `cast`, leave the beat out, or choose another template.
    """

    code: ClassVar[str] = "SL423"
    title: ClassVar[str] = "the chat template {what} the {role} message of scene `{scene}`"
    label: ClassVar[str] = "this message"
    help: ClassVar[str] = "give the beat another chat role with `chat:` in the cast, or leave it out"

    what: str
    role: str
    scene: str


class TurnHasNoEnd(Diagnostic):
    """The chat template writes no end of turn behind a message of the assistant.

    A model that never learns to end its turn goes on for ever. The special token that ends a message is
    trained like the message's last word, so the template must write one behind every message of the
    assistant. Choose a template that does; those of instruction-tuned models do as a rule.
    """

    code: ClassVar[str] = "SL424"
    title: ClassVar[str] = "the chat template writes no end of turn behind this message of the assistant"
    label: ClassVar[str] = "ends without an end of turn"
    help: ClassVar[str] = "use a template that closes each message of the assistant with a special token"


class NobodyAnswers(Diagnostic):
    """A scene in which the assistant says nothing cannot be learned as a chat.

    Who speaks in a chat follows from the cast: `chat: assistant` there, else what the archetype says of the
    role, else whoever speaks is the assistant and what nobody speaks is the user's. Here everything is the
    user's or the system's. Give the beats that the model should say a speaker, or set `chat: assistant`.
    """

    code: ClassVar[str] = "SL425"
    title: ClassVar[str] = "as a chat, the assistant says nothing in scene `{scene}`"
    label: ClassVar[str] = "as a chat: {roles}"
    help: ClassVar[str] = "{what_to_do}"

    scene: str
    roles: str
    what_to_do: str


class SpecialTokenInText(Diagnostic):
    """A control token of the tokenizer stands literally in a scene.

    The tokenizer would make one token of it that ends a text, opens a message or masks a word, and not the
    letters that stand there: in training that is an accident waiting to happen. Write the text another way;
    where the control token is meant, say `--allow-special-tokens`.
    """

    code: ClassVar[str] = "SL426"
    title: ClassVar[str] = "`{token}` is a special token of the tokenizer{found_in}"
    label: ClassVar[str] = "not read as text"
    help: ClassVar[str] = (
        "write it another way; where the control token is meant, use `--allow-special-tokens`"
    )

    token: str
    found_in: str


class PromptWithoutChat(Diagnostic):
    """A generation prompt is asked for, and the scenes are rendered as plain text.

    The generation prompt is what a chat template writes before an answer. Plain text has none. Add
    `--render chat`, or leave `--generation-prompt` out.
    """

    code: ClassVar[str] = "SL427"
    title: ClassVar[str] = "plain text has no generation prompt"
    label: ClassVar[str] = "asked for with `--generation-prompt`"
    help: ClassVar[str] = "add `--render chat`, or leave `--generation-prompt` out"
