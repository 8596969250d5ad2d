package article

import (
	"regexp"
	"strings"
	"unicode"
)

// trade are the words of the picture desk. A line that holds one of them beside names, small words and nothing else says where a
// picture comes from: U.S. Army photo by Sgt. Jane Doe, YouTube screenshot, Satellite image ©2025 Maxar Technologies.
var trade = set(`photo|photos|foto|fotos|bild|bilder|image|images|picture|pictures|pic|pics|photograph|photographs|photography|photographer|photographers|illustration|illustrations|graphic|graphics|rendering|sketch|screenshot|screenshots|screengrab|screengrabs|video|footage|still|handout|courtesy|submitted|contributed|provided|supplied|released|staff|file|archive|archives|archiv|pool|credit|credits|via|collection|stock|animation|chart|map|grab|unsplash|flickr|pexels|pixabay|wikimedia|©`)

// desks are the names of houses that pictures are taken from and that are no agencies.
var desks = set(`social media|social networks|youtube|facebook|instagram|twitter|x|tiktok|telegram|threads|bluesky|snapchat|linkedin|google|google maps|google earth|google street view|google images|netflix|hbo|disney|adobe stock|stock.adobe.com|wikimedia|dvids|the|invision|family|unsplash|pexels|flickr|wikimedia commons|wikipedia|public domain|imago|vcg|ic|cfp|st`)

// joining are the small words of a credit.
var joining = set(`by|of|from|for|to|via|on|the|and|at|through|in|with|de|par|pour|von|für|©|&|taken|made available|available|made|obtained|special|provided|still|screen|grab|street|view|undated|handout|all|both|left|right|top|bottom|under|permit|permission`)

var (
	licence    = regexp.MustCompile(`(?i)[ ,/|-]*\(?(?:cc[ -](?:by|0)[a-z0-9 .-]*|cc0|public domain|creative commons)\)?$`)
	attributed = regexp.MustCompile(`[/:|,©—•@]|-\p{L}|\((?:[^)]*)\)|(?i)\b(?:by|courtesy|via|from|of|for|provided|supplied|on|getty)\b`)
	callSign   = regexp.MustCompile(`^[KW][A-Z]{2,3}(?:-TV)?$`)
	ofFamily   = regexp.MustCompile(`^(?:[Tt]he )?\p{Lu}[\p{L}’'-]+ family$`)
	domain     = regexp.MustCompile(`(?i)^(?:[a-z0-9-]+\.)+(?:com|org|net|cn|tv|gov|info|io|news|[a-z]{2})$`)
)

// tradeLine reports whether s is made of names and of words of the picture desk, one of these at least.
func tradeLine(s string) bool {
	words := strings.FieldsFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || r == '/' || r == '|' || r == ',' || r == ':' || r == ';' || r == '•' || r == '·'
	})
	if len(words) == 0 || len(words) > 14 || strings.EqualFold(words[0], "staff") && rank.MatchString(s) || strings.Contains(s, "from file") {
		return false
	}
	signs, named, small := 0, 0, 0
	for _, w := range words {
		w = strings.TrimLeft(w, "©")
		switch low := strings.ToLower(strings.TrimRight(w, ".")); {
		case low == "":
			signs++
		case trade[low]:
			signs++
		case joining[low] || particles[low]:
			small++
		case capital(w), isHandle(w), domain.MatchString(w), isAgency(w), strings.Trim(w, "0123456789") == "", w[0] >= '0' && w[0] <= '9' && len(w) < 6:
			named++
		default:
			return false
		}
	}
	return signs > 0 && small <= named+signs+1 && (named > 0 || len(words) <= 3 && !joining[strings.ToLower(words[0])])
}

// hyphened reports whether a dash joins an agency to a name or to another agency: Jane Doe-Imagn Images, AP-Yonhap.
func hyphened(s string) bool {
	for i, r := range s {
		if r != '-' && r != '–' && r != '—' {
			continue
		}
		who, house := strings.TrimSpace(s[:i]), strings.TrimLeft(s[i:], "-–— ")
		if house == "" {
			return false
		}
		if cut := filing(house); cut > 0 {
			house = house[:cut]
		}
		if i > 0 && s[i-1] == ' ' && person(who) && houseName.MatchString(house) && nameLike(house, 5) && !rank.MatchString(house) {
			return true // Jane Doe -- Springfield Courier
		}
		if isAgency(house) && (isAgency(who) || len(strings.Fields(who)) >= 2 && nameLike(who, 5)) || isAgency(who) && len(strings.Fields(house)) >= 2 && nameLike(house, 5) {
			return true
		}
	}
	return false
}

// fromDesk reports whether s is the name of a house that pictures are taken from.
func fromDesk(s string) bool { return desks[fold(s)] }
