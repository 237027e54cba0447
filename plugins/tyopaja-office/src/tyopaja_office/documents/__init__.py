"""Documents to read and to go on writing in: a view is told as a row of blocks (`stories`, `sheets`), which a writer
turns into DOCX (`word`) or ODT (`odf`)."""
