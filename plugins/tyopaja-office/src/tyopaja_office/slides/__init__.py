"""Slides: views as PPTX, drawn with shapes that people can go on editing.

`measure` knows how much room text takes, `parts` what is in a box, `sections` makes it from a sheet, `fitting` lays it
out and says what is left over, `boxes` says how much room a box needs, `drawing` is the XML of shapes, `painting` puts
boxes on slides and `deck` slides into a file. Lengths are points, on a slide of 960 by 540."""
