"""All that the parser knows of the newsroom's settings: nothing. Its sentences are English, as those of all parsers."""

USE_I18N = False
