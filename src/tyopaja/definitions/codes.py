"""Every code that a problem in a definition file may have, with what it means: the reference is made from it.

Codes are stable: programs match on them. A code that is no longer given stays here, marked as retired.
"""

from __future__ import annotations

from collections.abc import Mapping

READING: Mapping[str, str] = {
    # files
    "no-such-file": "There is no file or folder of that name.",
    "no-pack": "A folder has no pack.toml, so it is not a pack.",
    "not-a-definition": "A file is neither pack.toml nor in a pack's canvases or flows folder.",
    "cannot-read": "A file is there, but cannot be read.",
    "not-a-file": "Something that is called like a definition is not a plain file.",
    "outside-pack": "A link leads out of the pack.",
    "too-big": "A file is larger than 1 MiB.",
    "not-utf-8": "A file is not text in UTF-8.",
    "byte-order-mark": "A file begins with a byte order mark.",
    "forbidden-character": "A text has a character that does not print, or that turns the writing direction.",
    # form
    "not-toml": "A file cannot be read as TOML 1.0.",
    "set-twice": "A key or a table is set a second time.",
    "too-deep": "Tables or lists are nested more than 32 deep.",
    "text-too-long": "A text is longer than 10,000 characters.",
    "too-many": "A file has more than 500 sections or steps.",
    # keys and values
    "unknown-key": "A key is not one that may stand there.",
    "missing-key": "A key that must be there is not.",
    "missing-id": "A table that needs a name of its own has none: [section] for [section.NAME].",
    "wrong-type": "A value is of another type than its key takes.",
    "unknown-choice": "A value is not one of those that its key takes.",
    "bad-number": "A number is infinite, is no number (nan), or is too large.",
    "bad-duration": "A length of time is not written like 25 min, 3 h or 1 h 30 min.",
    "bad-condition": "A condition joins others in a way that has no meaning.",
    "bad-id": "An id is not made of 1 to 64 of a–z, 0–9 and -.",
    "id-case": "Two ids differ in capital letters only.",
    # the pack
    "wrong-format": "A pack is written in a grammar that this tyopaja does not read.",
    "bad-version": "A version is not written as PEP 440 has it.",
    "bad-engine": "The versions of tyopaja that a pack needs are not written as PEP 440 has it.",
    "wrong-engine": "A pack needs another version of tyopaja.",
}
"""What is found while files are read."""

SOUNDNESS: Mapping[str, str] = {
    # canvases
    "no-sections": "A canvas has no section.",
    "no-areas": "A layout draws no areas.",
    "ragged-areas": "A row of a layout has more or fewer cells than the others.",
    "unknown-area": "A layout draws an area that no section has.",
    "section-without-area": "A section stands nowhere in the layout.",
    "not-a-rectangle": "An area of a layout is not exactly one rectangle.",
    "wrong-shares": "The columns or rows of a layout are not as many as the drawing has.",
    "bad-share": "A column or row of a layout has a share that is not a positive number.",
    "unknown-paper": "A paper is not one of a4, a3, a2, a1, portrait or landscape.",
    "unknown-kind": "A section is of a kind that there is not.",
    "fields-missing": "A section of kind fields brings no fields.",
    "fields-not-here": "A section brings fields, but its kind has its own.",
    "reserved-field": "A field is called like a key that commands have, so nobody could fill it in.",
    "parts-not-here": "A section that holds one entry has parts.",
    "choices-missing": "A field of type choice has nothing to choose between.",
    "choices-not-here": "A field has choices, but is of another type.",
    "out-of-range": "A limit is too small or too large.",
    # colours
    "bad-colour": "A colour is not written like #0a6775.",
    "unknown-colour": "A section asks for a colour that the theme does not have.",
    "no-note-colours": "A theme has no colour for notes.",
    "low-contrast": "Text would not stand out enough from its ground (WCAG 2.2, level AA).",
    # texts
    "missing-translation": "A text is missing in a language that the pack promises.",
    "locale-not-promised": "The pack's own language is not among those that it promises.",
    "bad-locale": "A language is not written as a BCP 47 tag.",
    "empty-title": "A title has no words.",
    "empty-text": "A text is there, but empty.",
    "long-prompt": "A prompt is too long to be read at a glance.",
    "unsafe-link": "A link leads elsewhere than to an https address.",
    # steps and sheets
    "no-steps": "A flow has no step.",
    "step-twice": "Two steps of a flow have one id.",
    "unknown-step": "A step is named that the flow does not have.",
    "step-in-itself": "A step is, by way of others or directly, part of itself.",
    "step-out-of-order": "A step does not stand with the others of the step that it is part of.",
    "compound-step-works": "A step with steps inside it has an activity, places or votes of its own.",
    "unknown-activity": "A step has an activity that there is not.",
    "on-missing": "A step's activity needs places to work on, and none is named.",
    "kind-unfit": "What is asked of a section does not go with its kind.",
    "approve-whole-sheet": "A step approves a part of a sheet; only whole sheets are approved.",
    "votes-not-here": "A step gives out votes, but nobody votes in it.",
    "of-not-here": "A step says whose results it shows, but is no recap.",
    "of-missing": "A recap does not say of which step.",
    "of-later": "A recap shows the results of a step that has not been yet.",
    "times-overrun": "The steps inside a step take longer than the step itself.",
    "unknown-sheet": "A sheet is named that the flow does not have.",
    "unknown-section": "A section is named that the sheet's canvas does not have.",
    "unknown-part": "A part is named that the section does not have.",
    "unknown-canvas": "A sheet is filled on a canvas that the pack does not have.",
    "bad-place": "A place on a sheet is not written like sheet.section.part.",
    "sheet-hides-canvas": "A sheet is called like a canvas, but is filled on another one.",
    # conditions
    "no-condition": "A condition says nothing.",
    "unknown-condition": "A condition is asked for that there is not.",
    "two-conditions": "Two conditions stand in one table.",
    "unknown-option": "A condition has a key that it does not take.",
    "bad-option": "A condition's option is not a whole number from 1.",
    "bad-value": "A condition is asked about something of another type.",
    "unknown-word": "A condition is asked with a word that it does not know.",
    "never-holds": "A condition can never hold.",
    # moves
    "bad-event": "The event of a move is not written as it must be.",
    "shadowed-move": "A move is never taken, since another always comes before it.",
    "endless-loop": "A move leads back again and again: the end is never reached.",
    "unreachable-step": "A step can never be reached from the start.",
    # fills
    "fill-without-result": "A flow fills a result, but does not say which sheet that is.",
    "fill-from-result": "The result is filled from itself.",
    "never-voted": "A fill takes what got votes, but nobody votes there.",
    "never-picked": "A fill takes what was picked, but no step decides there.",
    "never-filled": "A section of the result is filled by nothing.",
}
"""What is found in files that are read, but do not make sense."""

CODES: Mapping[str, str] = {**READING, **SOUNDNESS}
