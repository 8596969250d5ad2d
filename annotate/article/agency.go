package article

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// agencies are the names under which pictures and copy are distributed, in lower case. A credit or dateline that
// names one of them needs no other proof.
var agencies = set(`ap|associated press|the associated press|ap photo|ap photos|ap images|ap photo/pool|reuters|thomson reuters|afp|agence france-presse|
getty|getty images|afp via getty images|epa|epa-efe|epa/efe|epa images|efe|agencia efe|pa|pa wire|pa media|pa images|pa photos|press association|dpa|dpa picture-alliance|
picture alliance|picture-alliance|dpa-zentralbild|xinhua|tass|itar-tass|sputnik|ria novosti|interfax|ansa|lapresse|kyodo|kyodo news|jiji|jiji press|
yonhap|yonhap news|upi|cp|the canadian press|canadian press|aap|aap image|aap images|australian associated press|pti|ani|ians|uni|bernama|antara|antara foto|apa|keystone|keystone-sda|ats|belga|belga photo|anp|anp photo|ritzau|ritzau scanpix|scanpix|ntb|
tt|tt news agency|tt nyhetsbyrån|lehtikuva|stt|mti|pap|ctk|čtk|tanjug|hina|agerpres|bta|lusa|anadolu|anadolu agency|aa|irna|isna|mehr|fars|wafa|spa|wam|qna|petra|mena|nan|
imago|imago images|alamy|shutterstock|istock|istockphoto|depositphotos|reuters connect|zuma|zuma press|zuma wire|sipa|sipa usa|abaca|abacapress|nurphoto|bloomberg|bloomberg news|cnn|bbc|npr|nasa|esa|noaa|usgs|unicef|unhcr|icrc|ukrinform|unian|cna|vna|ddp|afp photo|newscom|
polaris|magnum photos|redux|corbis|rex|rex features|wenn|backgrid|splash news|usa today sports|imagn|imagn images|icon sportswire|action images|action press|matrix images|pool|pool photo|handout|file|file photo|file image|archive|wikimedia commons|wikipedia|flickr|unsplash|pixabay|pexels|maxar|maxar technologies|planet labs|tribune news service|tns|
kcna|kcna via kns|cctv|china daily|vcg|visual china group|stringer|news service|the new york times|the washington post|the guardian|the times`)

// wires are the agencies whose logo stands in datelines. Short ones must be in capitals there.
var wires = set(`epd|kna|dts|ddp|dpa-afx|aps|map|tap|pc|la presse canadienne|ap|associated press|the associated press|reuters|afp|epa|efe|pa|pa media|dpa|xinhua|tass|itar-tass|sputnik|ria novosti|interfax|ansa|kyodo|kyodo news|jiji|jiji press|yonhap|upi|
cp|the canadian press|canadian press|aap|pti|press trust of india|ani|ians|uni|bernama|antara|apa|ats|keystone-sda|belga|anp|ritzau|ntb|tt|stt|mti|pap|ctk|čtk|tanjug|hina|agerpres|bta|lusa|aa|anadolu|irna|isna|mehr|wafa|spa|wam|qna|petra|mena|nan|
cnn|cnn business|bbc|npr|cna|vna|kcna|ukrinform|bloomberg|rns|kff health news|stat|states newsroom|the conversation|propublica|reuters health|sda|afx|dpa-afx|tns|cnbc|nbc news|cbs news|abc news|cbs|the center square|religion news service|inter press service|ips|catholic news agency|unb|bss|app|app news|inp|gna|myjoyonline|pna|tca|mexico news daily|notimex|telam|agência brasil|europa press|afp news|romandie|kuna|bna|ona|trend|azertac|belta|kazinform|montsame|yna|lsm|err|elta|bns`)

func set(list string) map[string]bool {
	m := map[string]bool{}
	for name := range strings.SplitSeq(strings.ReplaceAll(list, "\n", ""), "|") {
		m[name] = true
	}
	return m
}

// isAgency reports whether s, of whatever case, is the name of an agency.
func isAgency(s string) bool { return agencies[fold(s)] }

// fold returns s in lower case, white space made single and typographic quotes made plain: what two wordings of
// the same line share.
func fold(s string) string {
	plain := true
	for i := range len(s) {
		c := s[i]
		if c >= utf8.RuneSelf || c < ' ' || c == ' ' && (i == 0 || s[i-1] == ' ') {
			plain = false
			break
		}
	}
	if plain {
		return strings.ToLower(strings.TrimSuffix(s, " "))
	}
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff':
			space = b.Len() > 0
			continue
		case r == '‘' || r == '’' || r == 'ʼ' || r == '‛' || r == '′':
			r = '\''
		case r == '“' || r == '”' || r == '„' || r == '‟' || r == '«' || r == '»' || r == '″':
			r = '"'
		case r == '–' || r == '—' || r == '‑' || r == '‐' || r == '―':
			r = '-'
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// capital reports whether the word begins with a capital letter, or with a letter of a script that has none.
func capital(w string) bool {
	w = strings.TrimLeft(w, `"'“‘«(`)
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(r) || unicode.IsTitle(r) || unicode.IsLetter(r) && !unicode.IsLower(r)
}

// particles are the small words that names hold.
var particles = set(`de|da|di|del|della|den|der|van|von|la|le|el|al|bin|bint|ibn|dos|das|do|du|des|ten|ter|zu|y|e|of|and|the|for|und|et|&|abu|san|af|av|ul|ur|mc|st.`)

// nameLike reports whether s reads as a name: of one to max words that begin with capitals, particles apart,
// with no mark of a sentence in it.
func nameLike(s string, max int) bool {
	words := strings.Fields(s)
	if len(words) == 0 || len(words) > max || !capital(words[0]) && !isHandle(words[0]) {
		return false
	}
	for i, w := range words {
		if strings.ContainsAny(w, "?!:;“”\"()[]{}<>=") {
			return false
		}
		if strings.HasSuffix(w, ".") && i == len(words)-1 && len(w) > 5 {
			return false
		}
		if !capital(w) && !particles[strings.ToLower(strings.Trim(w, ",."))] && !isHandle(w) && !strings.HasPrefix(w, "al-") && !strings.HasPrefix(w, "el-") {
			return false
		}
	}
	return true
}

func isHandle(w string) bool { return len(w) > 2 && w[0] == '@' }
