"""An example of each key of the definition files, for the reference: what stands behind it, or the header above it.

`tools/reference.py` holds each to the class that reads it."""

from __future__ import annotations

from collections.abc import Mapping

from tyopaja.model.canvas import Axis, Canvas, Defaults, Layout, Part, Section
from tyopaja.model.flow import Carry, Fill, Flow, Move, SheetUse, Step
from tyopaja.model.kinds import Field, Kind
from tyopaja.model.pack import Change, Pack, Theme

SAMPLES: Mapping[type, Mapping[str, str]] = {
    Pack: {
        "id": '"lumisoihtu"',
        "format": "1",
        "version": '"1.2.0"',
        "engine": '">=0.1,<1"',
        "title": '{ fi = "Lumisoihtu", en = "Snow torch" }',
        "locales": '["fi", "en"]',
        "locale": '"fi"',
        "designer": '"Lumisoihtu Oy"',
        "licence": '"CC-BY-SA-4.0"',
        "theme": "[theme]",
        "kind": "[kind.idea]",
        "change": "[[change]]",
    },
    Theme: {
        "ink": '"#1d2733"',
        "accent": '"#0a6775"',
        "paper": '"#ffffff"',
        "notes": '["#fff3b0", "#cdeac0"]',
        "colours": '{ ilta = "#7b2d5b" }',
    },
    Kind: {
        "title": '{ fi = "Idea", en = "Idea" }',
        "fields": "[kind.idea.fields.vaiva]",
        "many": "false",
        "open": "true",
        "ordered": "true",
        "draw": '"cards"',
    },
    Change: {"version": '"1.2.0"', "canvas": '"iltahetki"', "from": '"muistot.paha"', "to": '"muistot.huono"'},
    Canvas: {
        "title": '{ fi = "Iltahetki", en = "An evening" }',
        "purpose": '{ fi = "Mitä vieras muistaa?", en = "What does a guest remember?" }',
        "layout": "[layout]",
        "defaults": "[defaults]",
        "section": "[section.muistot]",
        "extends": '"arctic-factory/empatiakartta"',
        "drop": '["kuulee"]',
    },
    Layout: {
        "areas": '["vieras muistot", "vieras ideat"]',
        "columns": "[1, 2.5]",
        "rows": "[2, 1]",
        "paper": '"a4 portrait"',
    },
    Defaults: {"kind": '"notes"', "at-most": "20", "characters": "200"},
    Section: {
        "title": '{ fi = "Muistot", en = "Memories" }',
        "label": '"2 b"',
        "prompts": '{ fi = ["Mitä hän kertoo kotona?"], en = ["What do they tell at home?"] }',
        "examples": '{ fi = ["Revontulet"], en = ["The northern lights"] }',
        "start": '{ fi = ["Varaus", "Tulo"], en = ["Booking", "Arrival"] }',
        "kind": '"moments"',
        "at-most": "12",
        "characters": "120",
        "parts": '{ hyva = { title = "Hyvät" } }',
        "fields": '{ nimi = { title = "Nimi" } }',
        "scale": "[0, 10]",
        "draw": '"radar"',
        "axes": '{ x = { low = "edullinen", high = "arvokas" } }',
        "answers": '"odotukset.toiveet"',
        "balance": '["antaa", "saa"]',
        "look": '"statement"',
        "colour": '"ilta"',
    },
    Axis: {"low": '"edullinen"', "high": '"arvokas"', "from": '"akseli"'},
    Part: {
        "title": '{ fi = "Hyvät", en = "Good ones" }',
        "prompts": '["Mikä hymyilytti?"]',
        "examples": '["Kuuma mehu"]',
        "start": '["Tervetuloa"]',
    },
    Field: {
        "title": '{ fi = "Vaivaa", en = "Effort" }',
        "type": '"scale"',
        "required": "true",
        "choices": '{ talvi = "Talvi", kesa = "Kesä" }',
        "characters": "40",
        "least": "0",
        "most": "10",
        "low": '{ fi = "ei yhtään", en = "none" }',
        "high": '{ fi = "paljon", en = "a lot" }',
        "default": "5",
        "example": '{ fi = "Puoli tuntia", en = "Half an hour" }',
    },
    Flow: {
        "title": '{ fi = "Ilta", en = "An evening" }',
        "purpose": '"Sovitaan, mitä vieras muistaa meistä."',
        "result": '"tulos"',
        "sheet": "[sheet.tulos]",
        "step": "[[step]]",
        "move": "[[move]]",
        "carry": "[[carry]]",
        "fill": "[[fill]]",
    },
    SheetUse: {"canvas": '"iltahetki"', "title": '{ fi = "Iltamme", en = "Our evening" }', "beside": '"odotukset-1"'},
    Step: {
        "id": '"kirjaa"',
        "title": '{ fi = "Kirjataan", en = "Writing" }',
        "purpose": '"Jokainen kirjoittaa itse, vielä ei keskustella."',
        "in": '"tyopaja"',
        "order": '"sequence"',
        "activity": '"brainstorm"',
        "on": '["iltahetki.muistot", "iltahetki.ideat"]',
        "time": '"25 min"',
        "needs": '{ entries-in = "iltahetki.muistot", at-least = 3 }',
        "votes": "5",
        "of": '"tyopaja-1"',
    },
    Move: {
        "from": '"aanesta"',
        "to": '"kirjaa"',
        "on": '"lisaa"',
        "label": '{ fi = "Vielä lisää", en = "A few more" }',
        "when": '{ not = { picked = "iltahetki.ideat" } }',
        "at-most": "2",
    },
    Carry: {"from": '"odotukset.toiveet"', "to": '"iltahetki.muistot.hyva"', "take": '"voted"', "at-most": "3"},
    Fill: {"section": '"muistot.hyva"', "from": '"iltahetki.muistot.hyva"', "take": '"picked"', "at-most": "5"},
}
"""Class → key → example."""
