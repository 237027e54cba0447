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
    # zips
    "not-a-zip": "A pack that should be a folder or a zip is neither, or the zip is damaged.",
    "zip-too-big": "A zip has more than 2,000 entries, or more than 64 MiB in all.",
    "zip-path": "An entry of a zip has a name that leads out of it, or that programs read differently.",
    "zip-link": "An entry of a zip is a link or some other thing that is no plain file.",
    "zip-twice": "A zip has two entries of one name, or of names that differ in capitals only.",
    "zip-encrypted": "An entry of a zip is encrypted.",
    "zip-compression": "An entry of a zip is compressed in another way than stored or deflated.",
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
    # further languages
    "nothing-to-translate": "A file in locale says a text that is not there in the pack's own language.",
    "translated-twice": "A text is said in one language in its own file and in that language's file too.",
    # extending
    "unknown-pack": "A canvas extends one of a pack that there is not.",
    "unsound-base": "A canvas extends one of another pack that is not sound.",
    "extends-itself": "A canvas extends itself.",
    "extends-twice": "A canvas extends one that itself extends another.",
    "drop-not-here": "A canvas that extends no other drops sections.",
    "dropped-and-changed": "A section is dropped and said anew in one file.",
    "kind-clash": "A canvas brings a kind along from another pack, and its own pack has another one of that name.",
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
    "fields-missing": "A kind has no fields, or a section of kind fields brings none.",
    "fields-not-here": "A section brings fields, but its kind has its own.",
    "reserved-field": "A field is called like a key that commands have, so nobody could fill it in.",
    "field-taken": "A section brings a field that its kind has already.",
    "text-not-text": "The field called text, an entry's main words, is of another type.",
    "parts-not-here": "A section that is one form or one statement has parts.",
    "choices-missing": "A field of type choice, or a section of kind choice, has nothing to choose between.",
    "choices-not-here": "A field has choices, but is of another type.",
    "not-for-type": "A field has ends, words for them or a length, but is of another type.",
    "bad-scale": "A scale is not two numbers of which the first is the smaller.",
    "bad-default": "What a field has at first does not go with its type, its ends or its choices.",
    "scale-not-here": "A section gives ends to its scales, but has none.",
    "draw-unfit": "A kind or a section is to be drawn as something that its fields or parts do not allow.",
    "axes-not-here": "A section has axes, but is not drawn as a map.",
    "unknown-axis": "A map has an axis that is neither x nor y.",
    "bad-balance": "A section balances something else than two different parts.",
    "answers-itself": "A section answers one of its own canvas.",
    "start-not-here": "A section says what stands in it at first, but entries there cannot be made of words alone.",
    "said-in-parts": "A section with parts has examples or first entries of its own.",
    "longer-than-allowed": "An example or a first entry is longer than the section allows.",
    "more-than-allowed": "More entries would stand in a section at first than it may hold.",
    "out-of-range": "A limit is too small or too large.",
    # kinds and changes of a pack
    "kind-taken": "A kind of the pack's own is called like one that every pack has.",
    "ordered-not-here": "A kind that holds one entry has an order.",
    "later-change": "A change is of a later version than the pack.",
    "changed-twice": "What became of a section is said twice for one version.",
    "still-there": "A change leads away from a section that the canvas still has.",
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
    "beside-missing": "A sheet answers another, and several could be meant.",
    "beside-not-here": "A sheet stands beside another, but answers none.",
    "beside-unfit": "A sheet stands beside one on a canvas that it does not answer.",
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
    # carries
    "carry-to-itself": "Entries would be carried to where they are.",
    "carry-into-result": "Entries would be carried into a section of the result that is compiled by a fill.",
    "never-carried": "Entries would be carried to where no step works.",
    "which-part": "Entries would be carried to a section with parts, and to none of them.",
    # fills
    "fill-without-result": "A flow fills a result, but does not say which sheet that is.",
    "fill-from-result": "The result is filled from itself.",
    "never-voted": "A fill or a carry takes what got votes, but nobody votes there.",
    "never-picked": "A fill or a carry takes what was picked, but no step decides there.",
    "never-filled": "A section of the result is filled by nothing.",
}
"""What is found in files that are read, but do not make sense."""

CODES: Mapping[str, str] = {**READING, **SOUNDNESS}
