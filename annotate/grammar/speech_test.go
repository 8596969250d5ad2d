package grammar_test

import (
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/grammar"
)

// show writes an attribution on one line: source | cue | content, the parts of one joined by " + ".
func show(t annotate.Text, a grammar.Attribution) string {
	join := func(ranges []annotate.Range) string {
		var out []string
		for _, r := range ranges {
			out = append(out, t.Slice(r))
		}
		return strings.Join(out, " + ")
	}
	return join(a.Source) + " | " + join(a.Cue) + " | " + join(a.Content)
}

func TestRequests(t *testing.T) {
	text, a := analyze("The mayor urged residents to leave the coast. The firm promised not to close the mill, and Osk hopes to stay. Crews worked to clear the road.")
	var got []string
	for _, at := range a.Requests {
		got = append(got, show(text, at))
	}
	want := "The mayor | urged | to leave the coast\nThe firm | promised | not to close the mill\nOsk | hopes | to stay"
	if s := strings.Join(got, "\n"); s != want {
		t.Errorf("got\n%s\nwant\n%s", s, want)
	}
	if len(a.Attributions) != 0 {
		t.Errorf("%d attributions, want none", len(a.Attributions))
	}
}

func TestAttributions(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string
	}{
		{"bare clause", "The harbor office said the ferries would sail on Monday.",
			[]string{"The harbor office | said | the ferries would sail on Monday"}},
		{"that clause after a time", "Officials said Tuesday that nobody was hurt.",
			[]string{"Officials | said | that nobody was hurt"}},
		{"time without that", "Officials said Tuesday the bridge will stay closed.",
			[]string{"Officials | said | the bridge will stay closed"}},
		{"medium between", "Mayor Lena Osk said in a statement on Friday that the town would rebuild.",
			[]string{"Mayor Lena Osk | said | that the town would rebuild"}},
		{"quotation first", "“We have waited long enough,” said Marta Hale, who runs the bakery.",
			[]string{"Marta Hale | said | “We have waited long enough,”"}},
		{"quotation first, subject first", "\"Nobody asked us,\" Hale said.",
			[]string{"Hale | said | \"Nobody asked us,\""}},
		{"apposition", "Peter Nolan, a spokesman for the port authority, said the crane was safe.",
			[]string{"Peter Nolan, a spokesman for the port authority | said | the crane was safe"}},
		{"inverted with apposition", "“It was loud,” said Peter Nolan, a spokesman for the port.",
			[]string{"Peter Nolan, a spokesman for the port | said | “It was loud,”"}},
		{"split quotation", "“We will fight,” she said, “until the last boat is home.”",
			[]string{"she | said | “We will fight,” + “until the last boat is home.”"}},
		{"goes on alone", "“We will fight,” she said. “We always have.”",
			[]string{"she | said | “We will fight,” + “We always have.”"}},
		{"goes on in the next paragraph", "“We will fight,” she said.\n“We always have.”",
			[]string{"she | said | “We will fight,”", "she | said | “We always have.”"}},
		{"a quotation that ends with another", "“He told me, ‘Never again,’” Lee said.",
			[]string{"Lee | said | “He told me, ‘Never again,’”", "He | told | ‘Never again,’"}},
		{"two cues behind colons", "Roe said: “It was loud”, adding: “We ran.”",
			[]string{"Roe | said | “It was loud”", "Roe | adding | “We ran.”"}},
		{"a name and a colon", "Osk: “We sail.”",
			[]string{"Osk | : | “We sail.”"}},
		{"words that are somebody's", "Osk's words were clear: “We sail.”",
			[]string{"Osk | : | “We sail.”"}},
		{"as somebody puts it", "“The law is the law,” as Osk put it.",
			[]string{"Osk | put | “The law is the law,”"}},
		{"a request hands over", "Osk's lawyers argued that he had not seen it, and they asked the judge to drop the case.",
			[]string{"Osk's lawyers | argued | that he had not seen it"}},
		{"an apposition is no tag", "Roe said he and his wife, Ida, had hoped for a better price.",
			[]string{"Roe | said | he and his wife, Ida, had hoped for a better price"}},
		{"a question and who is asked", "“Why is it so late?” Lee asked the council. “Why here?”",
			[]string{"Lee | asked | “Why is it so late?” + “Why here?”"}},
		{"a new sentence behind a question", "“Why is it so late?” Lee told the council that it was.",
			[]string{"Lee | told | “Why is it so late?”", "Lee | told | that it was"}},
		{"who twice, and because", "Two people who were at the talks, and who asked not to be named because they were not allowed to speak, said the deal was close.",
			[]string{"Two people who were at the talks | said | the deal was close"}},
		{"who between the speaker and the tag", "“We are not done,” Hale, who is 45 and lives in Ely, said in an interview.",
			[]string{"Hale | said | “We are not done,”"}},
		{"who, and where", "“We are not done,” a man who lives nearby said.",
			[]string{"a man who lives nearby | said | “We are not done,”"}},
		{"standing somewhere", "“We are not done,” the woman standing outside said.",
			[]string{"the woman standing outside | said | “We are not done,”"}},
		{"who asked for something", "“It was over,” a neighbor who asked not to be named said.",
			[]string{"a neighbor who asked not to be named | said | “It was over,”"}},
		{"another verb between is no aside", "“It was over,” she said. Osk, who was there, ran home and said nothing.",
			[]string{"she | said | “It was over,”"}},
		{"briefed", "“We are done,” a person briefed on the talks said.",
			[]string{"a person briefed on the talks | said | “We are done,”"}},
		{"released on a day", "A lawsuit filed Monday in federal court accuses the city of fraud.",
			[]string{"A lawsuit filed Monday in federal court | accuses | the city of fraud"}},
		{"published in a week", "A study published this week in the journal Nature suggests the ice is melting.",
			[]string{"A study published this week in the journal Nature | suggests | the ice is melting"}},
		{"while, inside", "Smith said that while he supported the measure, he worried about its cost.",
			[]string{"Smith | said | that while he supported the measure, he worried about its cost"}},
		{"pointed out", "Mr. Gage pointed out that sales had doubled.",
			[]string{"Mr. Gage | pointed out | that sales had doubled"}},
		{"pointed out, last", "“It is late,” she pointed out.",
			[]string{"she | pointed out | “It is late,”"}},
		{"name withheld", "One of the workers, who declined to give her name, said conditions were “terrible.”",
			[]string{"One of the workers | said | conditions were “terrible.”"}},
		{"according to something filed", "According to the lawsuit, filed in federal court in Denver, the officers laughed.",
			[]string{"the lawsuit | According to | the officers laughed"}},
		{"question before the tag", "“Will it hold?” Lee asked.",
			[]string{"Lee | asked | “Will it hold?”"}},
		{"clause last", "The storm killed three people, police said on Sunday.",
			[]string{"police | said | The storm killed three people"}},
		{"in the middle", "The plan, Hale said, would cost 3 million dollars.",
			[]string{"Hale | said | The plan + would cost 3 million dollars"}},
		{"according to, last", "Two houses burned down, according to the fire department.",
			[]string{"the fire department | according to | Two houses burned down"}},
		{"according to, first", "According to the report, wages fell for a third year.",
			[]string{"the report | According to | wages fell for a third year"}},
		{"mixed", "Osk called the delay “a disgrace to the town” and left.",
			[]string{"Osk | called | the delay “a disgrace to the town”"}},
		{"fragment in a clause", "Nolan said the crane was “perfectly safe” for now.",
			[]string{"Nolan | said | the crane was “perfectly safe” for now"}},
		{"adding", "Hale said the oven was cold, adding that she had no flour.",
			[]string{"Hale | said | the oven was cold", "Hale | adding | that she had no flour"}},
		{"shared subject", "The union said the talks had failed and warned that a strike was near.",
			[]string{"The union | said | the talks had failed", "The union | warned | that a strike was near"}},
		{"told somebody", "The driver told reporters the brakes had failed.",
			[]string{"The driver | told | the brakes had failed"}},
		{"told somebody that", "Ms. Hale told the council on Monday that the road was hers.",
			[]string{"Ms. Hale | told | that the road was hers"}},
		{"said who", "The boy, who said he was ten, walked home.",
			[]string{"The boy, who | said | he was ten"}},
		{"people familiar", "People familiar with the talks said a deal is close.",
			[]string{"People familiar with the talks | said | a deal is close"}},
		{"two speakers", "The mayor said the bridge was safe, but engineers said it was not.",
			[]string{"The mayor | said | the bridge was safe", "engineers | said | it was not"}},
		{"thought", "Analysts expect that prices will fall.",
			[]string{"Analysts | expect | that prices will fall"}},
		{"evidence", "The survey shows that most people walk to work.",
			[]string{"The survey | shows | that most people walk to work"}},
		{"nominal", "The company rejected his claim that the pipes were old.",
			[]string{"his | claim | that the pipes were old"}},
		{"colon", "Osk was blunt: “We lost.”",
			[]string{"Osk | : | “We lost.”"}},
		{"no speech", "The report was published on Monday after a long delay.", nil},
		{"a claim is a noun", "The claims of the firm were settled in May.", nil},
		{"state as noun", "The state fair opens in a town near the river.", nil},
		{"title", "The film “The Long Night” opens in March.", nil},
		{"question", "Reporters asked whether the mayor would resign.",
			[]string{"Reporters | asked | whether the mayor would resign"}},
		{"quoted as saying", "The minister was quoted by the agency as saying the border would open.",
			[]string{"The minister | saying | the border would open"}},
		{"verb nobody knows", "“Over my dead body,” Hale harrumphed.",
			[]string{"Hale | harrumphed | “Over my dead body,”"}},
		{"announced the thing", "The city announced the closing of two schools.", nil},
		{"headline", "Bridge to close for a year, mayor says",
			[]string{"mayor | says | Bridge to close for a year"}},
		{"says first", "The firm says it has done nothing wrong.",
			[]string{"The firm | says | it has done nothing wrong"}},
		{"noun before says", "A police report says the car was stolen.",
			[]string{"A police report | says | the car was stolen"}},
		{"not said", "The firm did not say when the mine would open.",
			[]string{"The firm | say | when the mine would open"}},
		{"led clause", "After the minister said he would resign, markets fell.",
			[]string{"the minister | said | he would resign"}},
		{"single marks inside", "“He told me, ‘I am done,’ and left,” she said.",
			[]string{"she | said | “He told me, ‘I am done,’ and left,”", "He | told | ‘I am done,’"}},
		{"tag inside a relative clause", "Lawmakers passed a bill that critics say would gut the agency.",
			[]string{"critics | say | would gut the agency"}},
		{"long subject", "A baker who spoke on the phone for fear of losing her job said the ovens were cold.",
			[]string{"A baker who spoke on the phone for fear of losing her job | said | the ovens were cold"}},
		{"about so many", "The coast guard said at least nine had been rescued.",
			[]string{"The coast guard | said | at least nine had been rescued"}},
		{"in a post that", "The group said in a post on its website that the raid was over.",
			[]string{"The group | said | that the raid was over"}},
		{"quoted somebody as saying", "State media quoted the minister as saying that talks would resume.",
			[]string{"the minister | saying | that talks would resume"}},
		{"long tag", "Talks will begin, Mayor Lena Osk said Monday after calls with owners meant to end the strike.",
			[]string{"Mayor Lena Osk | said | Talks will begin"}},
		{"split and told", "“The bank is sound,” Karl Obst told the council, “and nobody need worry.”",
			[]string{"Karl Obst | told | “The bank is sound,” + “and nobody need worry.”"}},
		{"as somebody put it", "As one banker put it, “The party is over.”",
			[]string{"one banker | put it | “The party is over.”"}},
		{"attitude", "Growers are confident the rain will come.",
			[]string{"Growers | confident | the rain will come"}},
		{"documents", "According to court papers, Tully told the judge that he ran.",
			[]string{"court papers | According to | Tully told the judge that he ran", "Tully | told | that he ran"}},
		{"a claim as subject", "The union’s claim that the vote was fair drew laughter.",
			[]string{"The union | claim | that the vote was fair"}},
		{"declined belongs to the speaker", "Osk acknowledged mistakes were made and declined to go on.",
			[]string{"Osk | acknowledged | mistakes were made"}},
		{"signed", "Ana Ruiz left the choir.\nI was told nothing. We all were. Ana Ruiz",
			[]string{"Ana Ruiz |  | I was told nothing. We all were"}},
		{"announced", "In a statement to the press the club denied it:\nNobody was asked to leave. The doors were open.",
			[]string{"the club | denied | Nobody was asked to leave. The doors were open"}},
		{"dash and name", "“It is a start.” — Lena Osk",
			[]string{"Lena Osk | — | “It is a start.”"}},
		{"a document released", "According to a statement released by the firm on Monday, the ship sank.",
			[]string{"a statement | According to | the ship sank"}},
		{"urged as well", "Kask stated that schools “will remain open”, and urged parents not to panic.",
			[]string{"Kask | stated | that schools “will remain open”"}},
		{"around the tag", "The bill, he noted, “does nothing for renters”.",
			[]string{"he | noted | The bill + “does nothing for renters”"}},
		{"a title on the way", "Treasurer Ida Holm said Sunday on Tarn Radio's “Meet the Town” that taxes would fall.",
			[]string{"Treasurer Ida Holm | said | that taxes would fall"}},
		{"quotation in a quotation", "“The “big” bridge is gone, and I miss it,” she said.",
			[]string{"she | said | “The “big” bridge is gone, and I miss it,”"}},
		{"reply", "Osk's reply: “Never.”",
			[]string{"Osk | reply | “Never.”"}},
		{"as in a play", "Osk: We won.\nHolm: By a hair.\nOsk: We won all the same.\nHolm: So we did.",
			[]string{"Osk | : | We won", "Holm | : | By a hair", "Osk | : | We won all the same", "Holm | : | So we did"}},
		{"hard to say", "It is hard to say what will happen next.", nil},
		{"a finding confirmed", "The lake has no outlet, a finding confirmed in May.", nil},
		{"calling it", "Osk vowed Thursday to fight the toll, calling it “a gift to nobody.”",
			[]string{"Osk | calling | it “a gift to nobody.”"}},
		{"asked whether, between commas", "The clerk, asked whether she would resign, said nothing had been decided.",
			[]string{"The clerk | said | nothing had been decided"}},
		{"a question nobody answers", "They know what the bridge will cost.", nil},
		{"purposes are not said", "The firm set up a panel to suggest names for the ship and determine whether it will float.", nil},
		{"passive without speaker", "Residents were told to boil their water.", nil},
		{"dateline", "SPRINGFIELD (Harbor Wire) — The ferries will sail again, officials said.",
			[]string{"officials | said | The ferries will sail again"}},
	}
	for _, tt := range tests {
		text := annotate.NewText(tt.text)
		var got []string
		for _, a := range grammar.Analyze(text, nil, "en").Attributions {
			got = append(got, show(text, a))
		}
		if strings.Join(got, "\n") != strings.Join(tt.want, "\n") {
			t.Errorf("%s: %s\n got  %s\n want %s", tt.name, tt.text, strings.Join(got, "\n      "), strings.Join(tt.want, "\n      "))
		}
	}
}
