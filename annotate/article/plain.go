package article

// Plain reads a text file, and any file that no other loader claims: canonicalised, and nothing else.
var Plain = Loader{Name: "Text", Ext: []string{".txt", ".text"}, Media: []string{"text/plain"}, load: loadPlain}

func loadPlain(src source) (Loaded, error) {
	t, err := canonical(src)
	if err != nil {
		return Loaded{}, err
	}
	return one(src, t, "", "", nil), nil
}
