// Package bundle reads and writes *.galley.jsonl: a project, or part of one, as a file that people send each other
// and that the command line works on.
//
// A bundle is JSON Lines: UTF-8 without a byte order mark, one JSON object a line, each line ended by LF.
//
// Line 1 says what the file is and in which version:
//
//	{"galley":"bundle","version":1}
//
// Every further line is one record. It has one member, whose name says what it is. In the order they are written:
//
//	{"project":{"id":"p1","name":"City desk","scheme":"galley-news@1","preset":"lite"}}
//
// At most one. "preset" is left out when empty.
//
//	{"scheme":{"galley":"scheme/1","id":"galley-news","version":1,…}}
//
// In the form of the scheme files. Schemes stand in the order of their names and versions.
//
//	{"document":{"id":"harbour","title":"Harbour reopens","lang":"en","meta":[{"name":"desk","value":"city"}],"order":1,"sha256":"9b…","text":"Harbour reopens\n…","blocks":[{"id":1,"kind":"headline","start":0,"end":15}]}}
//
// One for each document, by (order, id). "sha256" is the digest of the text's UTF-8 in lower-case hexadecimal; a
// text that does not match it is refused. "lang", "meta", "order" (0), "blocks", and of a block "of", "repeats" and
// "note" are left out when empty. All positions are Unicode code points, half-open.
//
//	{"entry":{"actor":"ana-1","seq":7,"lamport":12,"time":1767225600000,"doc":"harbour","layer":"ana","tx":[…]}}
//
// One for each entry, by (lamport, actor, seq). "doc" is left out when the entry changes the project, "layer" when it
// changes the document itself. "undoes" and "redoes", each {"actor":…,"seq":…}, stand before "tx" where there is one.
// An operation in tx is one of:
//
//	{"op":"add-span","span":{"id":"s1","label":"claim","parts":[{"start":3,"end":9}],"attrs":[{"name":"type","value":"quantity"}],"origin":{"rule":"figures","version":"1","score":0.5}}}
//	{"op":"remove-span","span":{…}}
//	{"op":"move-span","id":"s1","from":[{"start":3,"end":9}],"to":[{"start":3,"end":12}]}
//	{"op":"relabel","id":"s1","from":"claim","to":"content"}
//	{"op":"set-attr","id":"s1","name":"type","from":null,"to":"quantity"}
//	{"op":"add-relation","relation":{"id":"r1","label":"source","head":"s1","tail":"s2"}}
//	{"op":"remove-relation","relation":{…}}
//
// "attrs" (sorted by name) and "origin" are left out when empty; "id" of set-attr is left out when the attribute is
// the document's. Numbers with a fraction always have a decimal point.
//
// A file that Galley wrote is read and written again byte for byte. On reading the records may stand in any order
// and lines may end with CR LF, but nothing else is let pass: no field twice or unknown, no key twice, no U+0000 or
// unpaired surrogate. A bundle holds no code: whoever sends one cannot make the reader run anything.
//
// A record never changes, so version 1 is readable for ever. A reader refuses a version it does not know.
package bundle
