package article_test

import (
	"testing"

	"galley/annotate"
	"galley/annotate/article"
)

// TestCredits: how agencies and papers sign their pictures. The credit is what stands between the bars.
func TestCredits(t *testing.T) {
	const text = "A dog waits for its owner in Springfield, Monday, May 5, 2025."
	for _, credit := range []string{
		"(AP Photo/Lee Park)", "(AP Photo/Lee Park, File)", "(Lee Park/The Springfield Ledger via AP)", "(AP Photo)", "REUTERS/Lee Park", "REUTERS/Lee Park/File Photo",
		"(Photo by Lee Park / AFP)", "(Photo by Lee Park/Getty Images)", "Lee Park/Getty Images", "Lee Park/AFP via Getty Images", "EPA-EFE/LEE PARK", "EPA/LEE PARK",
		"(Lee Park/PA)", "(Lee Park/PA Wire)", "Lee Park/dpa", "Photo: Lee Park/dpa", "(Xinhua/Lee Park)", "[Photo/Xinhua]", "© Lee Park/TASS", "© Sputnik / Lee Park",
		"(ANSA/LEE PARK)", "(Kyodo)", "(Yonhap)", "(Handout via REUTERS)", "(Courtesy of the Springfield Zoo)", "Courtesy of Lee Park", "(Pool Photo via AP)", "Photo by Lee Park",
		"(Staff photo by Lee Park)", "(Lee Park / The Springfield Ledger)", "Lee Park for The Springfield Ledger/Getty Images", "(Lee Park/Pool via AP)", "Photograph: Lee Park/Reuters", "Image: Lee Park",
		"[Lee Park/Reuters]", "[File: Lee Park/Reuters]", "© Lee Park", "(Contributed photo)", "(File photo)", "Credit: Lee Park/Alamy", "(NASA via AP)", "Lee Park | AP",
		"Mandatory Credit: Lee Park-Imagn Images", "(RNS photo/Lee Park)", "Chart: Lee Park/The Ledger", "(Photo by Lee Park / AFP) (Photo by LEE PARK/AFP via Getty Images)", "Lee Park for The Springfield Ledger", "REUTERS/Stringer", "(Lee Park -- Springfield Ledger file)", "(Lee Park / The Springfield Ledger, 2015)", "Composite: Lee Park", "Image: Lee Park (PARK)", "REUTERS/Lee Park (FREEDONIA)", "Fot. Lee Park/PAP", "Foto: privat", "Crédit photo : Lee Park", "Quelle: Lee Park",
		"Credit...Lee Park for The New York Times", "Lee Park for NPR", "LEE PARK FOR THE LEDGER", "LEE PARK lpark@ledger.example", "Lee Park SPRINGFIELD LEDGER", "Springfield Ledger archive", "Lee Park/The Ledger/2015", "Lee Park/Ledger, Lee Park/Ledger-USA TODAY NETWORK", "(Credit: Photo sent by our correspondent)", "(Presidential office)", "Copyright Lee Park", "Lee Park, springfield.example.com", "(Lee Park/The Springfield Ledger) @leepark", "Contributed", "Lee Park For the Springfield Courier",
	} {
		doc := annotate.NewText(text + " " + credit)
		var caption, got string
		for _, b := range article.Blocks(doc) {
			switch b.Kind {
			case annotate.Caption:
				caption = doc.Slice(b.Range)
			case annotate.Credit:
				got = doc.Slice(b.Range)
			}
		}
		if caption != text || got != credit {
			t.Errorf("%q: caption %q, credit %q", credit, caption, got)
		}
	}
}

// What somebody did for the winter is no picture made for a paper.
func TestNoCredit(t *testing.T) {
	for _, text := range []string{
		"PORT ELIN (NL) — The council met on Friday and closed the old pier for the winter.",
		"The board will meet again on Monday. Ferries stay in port for the night.",
	} {
		for _, b := range article.Blocks(annotate.NewText(text)) {
			if b.Kind == annotate.Credit {
				t.Errorf("%q: a credit at %v", text, b.Range)
			}
		}
	}
}

// TestDatelines: the dateline ends before its dash.
func TestDatelines(t *testing.T) {
	const story = "The council voted on Monday to close the old bridge, officials said after the meeting."
	for dateline, dash := range map[string]string{
		"SPRINGFIELD (AP)": " — ", "KYIV, Ukraine (Reuters)": " - ", "LONDON, May 3 (Reuters)": " - ", "BERLIN (dpa)": " - ", "Berlin (dpa/bb)": " - ", "PARIS, Jan. 3 (Xinhua)": " -- ",
		"MOSCOW, January 3. /TASS/": ". ", "SPRINGFIELD, Ill.": " — ", "SALINAS": " >> ", "ELY, Texas": " | ", "CASPER, Wyo.": " • ", "ELY, Nev., Feb. 4, 2019 /PRNewswire/": " -- ", "ELY, Chile, (AFP)": " - ", "VELDEN, Aug. 21": ": ", "UNITED NATIONS": " — ", "(ANSA) - ROME, JAN 3": " - ", "TOKYO, Jan. 3, Kyodo": " - ", "SEOUL, Jan. 3 (Yonhap)": " -- ",
		"BEIRUT/JERUSALEM, Oct 1 (Reuters)": " - ", "Madrid, Jan 3 (EFE)": ".- ", "Paris, 5 mai 2026 (AFP)": " - ", "NEW DELHI, Jan 3 (PTI)": " ", "Washington (CNN)": " — ", "ST. PAUL, Minn. (AP)": " — ", "SÃO PAULO (AP)": " — ",
		"McALLEN, Texas": " — ", "DeKALB, Ill. (AP)": " — ", "BEIJING": "—", "MUMBAI": ": ", "(Bloomberg)": " -- ", "(NLX)": " — ", "Velden / Ely (NLX)": " – ", "SACRAMENTO, Calif.": "—", "March 4 (UPI)": " -- ", "Zürich, 5. Mai (sda)": " - ", "Köln (epd)": " – ", "St. Gallen (sda)": " – ", "Rom (KNA)": " ", "Dakar, 3 mars (APS)": " – ", "Alappuzha (Kerala) [India], August 12 (ANI)": ": ",
	} {
		doc := annotate.NewText(dateline + dash + story)
		got := ""
		for _, b := range article.Blocks(doc) {
			if b.Kind == annotate.Dateline {
				got = doc.Slice(b.Range)
			}
		}
		if got != dateline {
			t.Errorf("%q: got %q", dateline+dash, got)
		}
	}
	for _, none := range []string{"BREAKING — " + story, "NATO - " + story, "She said (and meant it) - " + story, "Ana Ruiz (Reuters) said that " + story} {
		for _, b := range article.Blocks(annotate.NewText(none)) {
			if b.Kind == annotate.Dateline {
				t.Errorf("%q: a dateline %v", none, b.Range)
			}
		}
	}
}

// TestLines: the kind of one line in the middle of a story.
func TestLines(t *testing.T) {
	const before = "The council voted on Monday to close the old bridge, officials said after the meeting.\n"
	for line, want := range map[string]annotate.BlockKind{
		"Click to Gallery": annotate.Furniture, "ADVERTISEMENT": annotate.Furniture, "Read more: The bridge in pictures": annotate.Furniture, "___": annotate.Furniture,
		"Follow AP’s coverage of bridges at https://example.com": annotate.Furniture, "Copyright 2025 The Springfield Ledger. All rights reserved.": annotate.Furniture, "* * *": annotate.Furniture, "-30-": annotate.Furniture,
		"About the Archive": annotate.Furniture, "Appeared in the March 7, 2025, print edition as 'The Old Bridge'.": annotate.Furniture, "AP Business Writers Lee Park and Ana Ruiz contributed.": annotate.Contributor,
		"Sign up for our newsletter": annotate.Furniture, "2 of 7": annotate.Furniture,
		"10:42 a.m.": annotate.Entry, "10:42 a.m. EDT: Council meets again": annotate.Entry, "14:05 GMT – Bridge closed": annotate.Entry, "The Latest:": annotate.Entry, "5 minutes ago": annotate.Entry,
		"—- By Jon Doe in Lyon, France": annotate.Signer, "— Jane Doe": annotate.Signer, "— By Jane Doe in Velden and Jon Roe in Oudesluis": annotate.Signer, "-- By Jane Doe": annotate.Signer,
		"Doe reported from Lyon, France.": annotate.Contributor, "Jane Doe and Jon Roe in Oslo contributed to this report.": annotate.Contributor, "(Reporting by Jane Doe; Editing by Jon Roe)": annotate.Contributor, "Additional reporting by Jane Doe": annotate.Contributor,
		"By JANE DOE": annotate.Byline, "by Jane Doe, TV 2 Nyheter": annotate.Byline, "File photo of the old bridge.": annotate.Caption, "By Jane Doe, Associated Press": annotate.Byline,
		"Correction: An earlier version gave the wrong year.": annotate.EditorNote, "This story has been corrected to show that the bridge is 90 years old.": annotate.EditorNote, "Editor’s note: This is a series.": annotate.EditorNote, "(Updates with quotes from mayor)": annotate.EditorNote,
		"A correction was made on March 4, 2025: An earlier version gave the wrong year.": annotate.EditorNote, "A version of this article appears in print on March 4, 2025, Section A, Page 1.": annotate.EditorNote,
		"In this photo released by the city, cars cross the bridge in Springfield on Monday, May 5, 2025.": annotate.Caption, "FILE - Cars cross the old bridge in Springfield, May 5, 2023.": annotate.Caption, "FILE PHOTO: Cars cross the old bridge in Springfield.": annotate.Caption,
		"By Monday, May 5, 2025, the bridge had been closed for a week.": annotate.Paragraph, "The deputies walk to work every Monday, she said.": annotate.Paragraph, "“It is over,” said Jane Doe (Greens).": annotate.Paragraph, "The figures come from two agencies (Reuters, AP).": annotate.Paragraph,
		"At 10:42 a.m. the alarm rang.": annotate.Paragraph, "She reported from the scene that nobody was hurt.": annotate.Paragraph, "Mayor Ana Ruiz speaks for many when she calls the plan a mistake.": annotate.Paragraph, "Share prices fell.": annotate.Paragraph,
		"The photo shows how the bridge looked before the war, historians said.": annotate.Paragraph,
		"Stock Market": annotate.Paragraph, "The Big Picture": annotate.Paragraph, "Staff Shortages": annotate.Paragraph, "Image Problems": annotate.Paragraph, "Photo Finish": annotate.Paragraph,
	} {
		text := annotate.NewText(before + line + "\n" + before)
		at := annotate.Pos(len([]rune(before)))
		for _, b := range article.Blocks(text) {
			if b.From >= at && b.To <= at+annotate.Pos(len([]rune(line))) && b.Kind != annotate.Dateline && !(b.Kind == annotate.Furniture && b.Len() < 13 && want == annotate.Caption) && b.Kind != want {
				t.Errorf("%q: %s, want %s", line, b.Kind, want)
			}
		}
	}
}

// TestCreditLine: a credit on a line of its own belongs to the caption above it, or below it in some houses.
func TestCreditLine(t *testing.T) {
	for _, s := range []string{
		"Rescuers search a house in Springfield.\nPhoto: Lee Park/Reuters\n", "Rescuers search a house in Springfield.\n(AP Photo/Lee Park)\n",
		"Image source, Getty Images\nImage caption,\nRescuers search a house in Springfield\n", "Image source, Reuters\nImage caption, Rescuers search a house in Springfield\n",
		"Rescuers search a house in Springfield.\nLee Park / Getty Images\n",
	} {
		linked := false
		blocks := article.Blocks(annotate.NewText("The council voted on Monday to close the old bridge, she said.\n" + s + "He went home."))
		for _, b := range blocks {
			linked = linked || b.Kind == annotate.Credit && b.Of != 0
		}
		if !linked {
			t.Errorf("%q: %+v", s, blocks)
		}
	}
}

// TestSignatures: a name alone signs a picture behind its caption when it signs another one, or the article.
func TestSignatures(t *testing.T) {
	const story = "The council voted on Monday to close the old bridge, officials said after the meeting.\n"
	for _, tt := range []struct{ text, caption, credit string }{
		{"Story and photos by Ida Holm\n" + story + "The bridge at noon. It opened in 1911. IDA HOLM\n" + story, "The bridge at noon. It opened in 1911.", "IDA HOLM"},
		{story + "A crane lifts the deck. Lee Park for The Ledger\n" + story + "The old toll house. Lee Park\n" + story, "The old toll house.", "Lee Park"},
		{story + "The bridge from space. NASA\n" + story, "The bridge from space.", "NASA"},
		{story + "The keeper rings the bell. Ida Holm, The Ely Sun\n" + story, "The keeper rings the bell.", "Ida Holm, The Ely Sun"},
		{story + "Nobody was asked. Then came Ida Holm\n" + story, "", ""},
		{story + "“We were not asked,” she said. Lee Park\n" + story, "", ""},
	} {
		doc := annotate.NewText(tt.text)
		caption, credit := "", ""
		for _, b := range article.Blocks(doc) {
			switch b.Kind {
			case annotate.Caption:
				caption = doc.Slice(b.Range)
			case annotate.Credit:
				credit = doc.Slice(b.Range)
			}
		}
		if caption != tt.caption || credit != tt.credit {
			t.Errorf("%q: caption %q, credit %q", tt.text, caption, credit)
		}
	}
}

// TestHead: between a headline and the copy stand authors, their houses and towns, and the day of print.
func TestHead(t *testing.T) {
	const title, story = "Ely to close its old bridge for good", "The council voted on Monday to close the old bridge, officials said after the meeting."
	for head, want := range map[string]string{
		"Lee Park • Updated May 3, 2024, 7:14 PM EDT":                                            "byline",
		"By Lee Park / October 3, 2021":                                                          "byline",
		"By state political reporter Lee Park":                                                   "byline",
		"Lee Park, Springfield Ledger, Springfield":                                              "byline",
		"Lee Park, University of Springfield":                                                    "byline",
		"LEE PARK\nand ANA RUIZ":                                                                 "byline byline",
		"Lee Park and Ana Ruiz\nBBC News NI":                                                     "byline byline",
		"Press Trust of India | New Delhi":                                                       "byline",
		"By Lee Park\nABC Springfield\nPosted 4 Mar 2024":                                        "byline byline furniture",
		"By Lee Park\nSaturday, May 11, 2019":                                                    "byline furniture",
		"By Lee Park\nSPRINGFIELD":                                                               "byline dateline",
		"Lee Park\nUpdated May 3, 2024, 7:14 PM EDT\nVelden":                                     "byline furniture dateline",
		"Lee Park, springfield.example.com":                                                      "byline",
		"By Lee Park\nContact(s): Ana Ruiz":                                                      "byline",
		"By Lee Park - Aug 22,2022":                                                              "byline",
		"By Lee Park\nVELDEN JAN 12, 2024 - 3:34 PM GMT+3":                                       "byline dateline",
		"Monday, 6 March 2023\nBy Lee Park":                                                      "furniture byline",
		"Springfield Report":                                                                     "byline",
		"By LEE PARK\nApril 11, 1991 12 AM PT\nTIMES STAFF WRITER":                               "byline furniture byline",
		"By Lee Park\nVelden, Freedonia (AFP) Nov 3, 2022":                                       "byline dateline",
		"Feb. 14, 1985\nVELDEN, Feb. 14 (UPI) -- The dam is safe.":                               "furniture dateline",
		"Updated June 10, 2025, 5:00 AM ET\nHeard on Morning Edition\nLee Park\n4-Minute Listen": "furniture furniture byline furniture",
		"Story by Lee Park\nUSS Harlan Reed (CVN 88)":                                            "byline byline",
		"By Lee Park\nVelden, Freedonia ● Mon, March 18 2024":                                    "byline dateline",
		"Issued on: 13/08/2024 - 10:21":                                                          "furniture",
	} {
		got := ""
		for _, b := range article.Blocks(annotate.NewText(title + "\n" + head + "\n" + story + "\n")) {
			if b.Kind != annotate.Headline && b.Kind != annotate.Paragraph {
				got += " " + string(b.Kind)
			}
		}
		if got != " "+want {
			t.Errorf("%q:%s, want %s", head, got, want)
		}
	}
}

// TestSigned: what signs one picture of an article signs the others.
func TestSigned(t *testing.T) {
	const copy = "The council voted on Monday to close the old bridge, officials said after the meeting.\n"
	for text, want := range map[string]string{
		"A hen sits on a roof. Lee Park | Courier.com\n" + copy + "A worker lowers the K. Lee Park | Courier.com\n" + copy: "Lee Park | Courier.com, Lee Park | Courier.com",
		"Smog hides the fort. — White Star\n" + copy + "Ana Ruiz, 84, in her tea house — White Star\n" + copy:              "White Star, White Star",
		"Ely to close its old bridge\nBy Lee Park\nStaff Writer\nTerraced paddies in Ely, Freedonia | LEE PARK\n" + copy:   "LEE PARK",
		copy + "ANA RUIZ / SPRINGFIELD COURIER Chief Jon Roe at the store on Monday.\n" + copy:                             "ANA RUIZ / SPRINGFIELD COURIER",
		copy + "The old bridge at noon.Credit...Lee Park for The New York Times\n" + copy:                                  "Credit...Lee Park for The New York Times",
		copy + "A worker checks a rivet on Jan. 10. DOT\n" + copy:                                                          "DOT",
		"Ely to close its old bridge\nMonday, May 5, 2025\nThe bridge in Velden in 2011. Image: Lee Park\n" + copy:         "Image: Lee Park",
		copy + "Representatives for the Velden Fund declined to comment.\n" + copy:                                         "",
		copy + "Tram depot in Velden Keystone / Lee Park\n" + copy:                                                         "Keystone / Lee Park",
		copy + "Banner image: A sunset moth. Image by Lee Park via Flickr.\n":                                              "Image by Lee Park via Flickr",
	} {
		doc, got := annotate.NewText(text), ""
		for _, b := range article.Blocks(doc) {
			if b.Kind == annotate.Credit {
				if got != "" {
					got += ", "
				}
				got += doc.Slice(b.Range)
			}
		}
		if got != want {
			t.Errorf("%q: credits %q, want %q", text, got, want)
		}
	}
}

// TestHeadless: what ends with a full stop is a headline all the same where an author or a picture stands under it.
func TestHeadless(t *testing.T) {
	const title, story = "Ely bet its water on a bridge. Now it is thirsty.", "The council voted on Monday to close the old bridge, officials said after the meeting."
	for under, want := range map[string]annotate.BlockKind{
		"By Lee Park": annotate.Headline, "Lee Park\nUSA TODAY": annotate.Headline, "Lee Park": annotate.Paragraph, "The bridge at noon. (AP Photo/Lee Park)": annotate.Headline, story: annotate.Paragraph,
	} {
		if got := article.Blocks(annotate.NewText(title + "\n" + under + "\n" + story + "\n"))[0].Kind; got != want {
			t.Errorf("over %q: %s", under, got)
		}
	}
}
