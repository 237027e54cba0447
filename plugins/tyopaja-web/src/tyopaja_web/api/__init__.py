"""The JSON API that the pages' scripts use, and anybody else's programs."""
