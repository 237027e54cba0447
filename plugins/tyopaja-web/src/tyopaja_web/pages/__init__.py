"""The pages: HTML from the server first, which scripts then keep alive."""
