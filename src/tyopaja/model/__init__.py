"""The nouns of tyopaja, as frozen attrs values without behaviour beyond looking up their own parts: pack, canvas,
kinds, flow, commands, events, session state. Imports nothing of tyopaja but itself."""
