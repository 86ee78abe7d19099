// A library needs a source file; what it holds are the compiled catalogues under :/i18n.
