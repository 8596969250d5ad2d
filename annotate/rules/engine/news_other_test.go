package engine_test

import "testing"

const (
	taleDE = "Der Hafen der Stadt bleibt nach einem Beschluss des Rates bis zum Frühjahr geschlossen, und die Fähre fährt nicht.\n"
	taleFR = "Le port de la ville reste fermé jusqu’au printemps après une décision du conseil, et la liaison est suspendue pour les passagers.\n"
)

func TestNewsGerman(t *testing.T) {
	runNews(t, "de", []newsCase{
		{"news-quotation-de", "„Wir fahren im Frühjahr wieder“, sagte Hafenchefin Lena Osk am Montag. „Niemand muss sich sorgen.“\n", `
			content „Wir fahren im Frühjahr wieder“|„Niemand muss sich sorgen.“
			cue sagte
			source Hafenchefin Lena Osk
			source: „Wir fahren im Frühjahr wieder“|„Niemand muss sich sorgen.“ → Hafenchefin Lena Osk
			cue: „Wir fahren im Frühjahr wieder“|„Niemand muss sich sorgen.“ → sagte`},
		{"news-quotation-de", "Dazu erklärte der Sprecher des Hafens: »Wir fahren im Frühjahr wieder.«\n", `
			cue erklärte
			source der Sprecher des Hafens
			content »Wir fahren im Frühjahr wieder.«
			source: »Wir fahren im Frühjahr wieder.« → der Sprecher des Hafens
			cue: »Wir fahren im Frühjahr wieder.« → erklärte`},
		{"news-quotation-de", "Ratsherr Jan Roe (FDP) betonte, dass die Fähre im Frühjahr wieder fährt.\n", `
			source Ratsherr Jan Roe (FDP)
			cue betonte
			content dass die Fähre im Frühjahr wieder fährt
			source: dass die Fähre im Frühjahr wieder fährt → Ratsherr Jan Roe (FDP)
			cue: dass die Fähre im Frühjahr wieder fährt → betonte`},
		{"news-quotation-de", "Nach Angaben der Polizei wurde im Hafen niemand verletzt.\n", `
			cue Nach Angaben
			source der Polizei
			content wurde im Hafen niemand verletzt
			source: wurde im Hafen niemand verletzt → der Polizei
			cue: wurde im Hafen niemand verletzt → Nach Angaben`},
		{"news-quotation-de", "„Das wird nicht reichen“, sagte sie.\n", `
			content „Das wird nicht reichen“
			cue sagte
			source sie
			source: „Das wird nicht reichen“ → sie
			cue: „Das wird nicht reichen“ → sagte`},
		{"news-quotation-de", "Der Film „Die lange Fahrt der Lena“ läuft ab Montag im Hafen. Nach der Fahrt schwiegen alle.\n", ""},
		{"news-dateline-de", "Der Hafen ist zu\nHamburg – " + taleDE, "dateline Hamburg"},
		{"news-dateline-de", "BERLIN taz | " + taleDE, "dateline BERLIN taz"},
		{"news-dateline-de", "Frankfurt am Main – " + taleDE, "dateline Frankfurt am Main"},
		{"news-dateline-de", "Halle (Saale) – " + taleDE, "dateline Halle (Saale)"},
		{"news-dateline-de", "VELDEN. " + taleDE, "dateline VELDEN"},
		{"news-dateline-de", "Berlin (dpa) - " + taleDE, ""},
		{"news-dateline-de", "Update – " + taleDE, ""},
		{"news-dateline", "Berlin (dpa) - " + taleDE, "dateline Berlin (dpa)"},
		{"news-caption-de", taleDE + "Auf diesem Foto der Hafenbehörde warten Menschen am Montag, 4. Mai 2026 in Portvale.\n", `
			caption Auf diesem Foto der Hafenbehörde warten Menschen am Montag, 4. Mai 2026 in Portvale.
			when Montag, 4. Mai 2026
			where Portvale`},
		{"news-caption-de", taleDE + "Menschen warten am Hafen von Portvale. Foto: Jan Roe/dpa\nDas Foto hat sie verloren, sagt sie.\n", ""},
		{"news-caption", taleDE + "Menschen warten am Hafen von Portvale. Foto: Jan Roe/dpa\n", `
			caption Menschen warten am Hafen von Portvale.
			credit Foto: Jan Roe/dpa
			photographer Jan Roe
			agency dpa
			credit-of: Foto: Jan Roe/dpa → Menschen warten am Hafen von Portvale.`},
	})
}

func TestNewsFrench(t *testing.T) {
	runNews(t, "fr", []newsCase{
		{"news-quotation-fr", "« Nous partirons au printemps », a déclaré la directrice du port, Lena Osk, lundi. « Personne ne doit s’inquiéter. »\n", `
			content « Nous partirons au printemps »|« Personne ne doit s’inquiéter. »
			cue a déclaré
			source la directrice du port, Lena Osk
			source: « Nous partirons au printemps »|« Personne ne doit s’inquiéter. » → la directrice du port, Lena Osk
			cue: « Nous partirons au printemps »|« Personne ne doit s’inquiéter. » → a déclaré`},
		{"news-quotation-fr", "« Ce n’est pas assez pour nous », a-t-elle ajouté.\n", `
			content « Ce n’est pas assez pour nous »
			source elle
			cue ajouté
			source: « Ce n’est pas assez pour nous » → elle
			cue: « Ce n’est pas assez pour nous » → ajouté`},
		{"news-quotation-fr", "« Nous partirons, explique Lena Osk, quand le vent tombera. »\n", `
			content « Nous partirons|quand le vent tombera. »
			cue explique
			source Lena Osk
			source: « Nous partirons|quand le vent tombera. » → Lena Osk
			cue: « Nous partirons|quand le vent tombera. » → explique`},
		{"news-quotation-fr", "Le maire a annoncé lundi que la liaison reprendrait au printemps.\n", `
			source Le maire
			cue a annoncé
			content que la liaison reprendrait au printemps
			source: que la liaison reprendrait au printemps → Le maire
			cue: que la liaison reprendrait au printemps → a annoncé`},
		{"news-quotation-fr", "Selon la police, personne n’a été blessé dans le port.\n", `
			cue Selon
			source la police
			content personne n’a été blessé dans le port
			source: personne n’a été blessé dans le port → la police
			cue: personne n’a été blessé dans le port → Selon`},
		{"news-quotation-fr", "Lena Osk a déclaré : « Nous partirons au printemps. »\n", `
			source Lena Osk
			cue a déclaré
			content « Nous partirons au printemps. »
			source: « Nous partirons au printemps. » → Lena Osk
			cue: « Nous partirons au printemps. » → a déclaré`},
		{"news-quotation-fr", "Le film « La longue route de Lena » sort lundi dans les salles.\n", ""},
		{"news-dateline-fr", "Lyon, le 5 mai 2026 – " + taleFR, "dateline Lyon, le 5 mai 2026"},
		{"news-dateline-fr", "Le Havre (Seine-Maritime) – " + taleFR, "dateline Le Havre (Seine-Maritime)"},
		{"news-dateline-fr", "Exclusif – " + taleFR, ""},
		{"news-dateline", "Paris, 5 mai 2026 (AFP) - " + taleFR, "dateline Paris, 5 mai 2026 (AFP)"},
		{"news-caption-fr", taleFR + "Sur cette photo du port, des passagers attendent à Portvale, lundi 4 mai 2026.\n", `
			caption Sur cette photo du port, des passagers attendent à Portvale, lundi 4 mai 2026.
			where Portvale
			when lundi 4 mai 2026`},
		{"news-caption-fr", taleFR + "La photo qu’elle a perdue à la gare, dit-elle, ne vaut rien.\n", ""},
	})
}

// Copy in one language is left alone by the rules for another, whether it says its language or not.
func TestNewsLanguages(t *testing.T) {
	for _, lang := range []string{"en", ""} {
		for _, rule := range []string{"news-quotation-de", "news-quotation-fr", "news-dateline-de", "news-dateline-fr", "news-caption-de", "news-caption-fr"} {
			if got := wrote(t, rule, lang, "Portvale – "+tale+"“We sail in the spring,” Lena Osk said. “Nobody has to worry about the ferry.”\n"); got != "" {
				t.Errorf("%s in %q: %s", rule, lang, got)
			}
		}
	}
	if got := wrote(t, "news-quotation", "", taleDE+"„Wir fahren im Frühjahr wieder“, sagte Lena Osk.\n"); got != "" {
		t.Errorf("English over German: %s", got)
	}
}
