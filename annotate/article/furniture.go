package article

import (
	"regexp"
	"strings"
	"unicode"
)

// furnitureLines are whole lines, folded and without a colon or full stop at the end, that a page sets around a story.
var furnitureLines = set(`click to gallery|view gallery|open gallery|photo gallery|gallery|photos|more photos|image gallery|see more photos|view photos|slideshow|launch gallery|close gallery|show gallery|open image modal|
advertisement|advertisements|advertising|ad|sponsored|sponsored content|paid content|paid post|promoted|promoted content|story continues below|story continues below advertisement|article continues below|article continues below this ad|article continues after ad|continue reading below|continue reading|skip advertisement|scroll to continue|scroll to continue with content|content continues below|ad feedback|
share|share this|share this article|share this story|share article|share full article|share on facebook|share on twitter|share on x|share on whatsapp|share on linkedin|facebook|twitter|whatsapp|linkedin|reddit|email|e-mail|print|copy link|link copied|link copied!|copied|copy|save|bookmark|tweet|flipboard|pinterest|telegram|x|instagram|youtube|gift this article|gift article|
read more|read more at|more to read|more|see more|show more|load more|view more|learn more|more on this story|more on this topic|more from|related|related stories|related story|related articles|related article|related coverage|related topics|related content|related news|also read|read also|see also|recommended|recommended stories|recommended for you|most read|most popular|trending|trending now|top stories|more top stories|latest news|latest stories|in this story|topics|topic|tags|filed under|up next|watch|watch live|watch now|listen|play|play video|play audio|video|live|
subscribe|subscribe now|sign up|sign up now|sign in|log in|login|register|newsletter|newsletters|get the newsletter|sign up for our newsletter|comments|comment|leave a comment|view comments|post a comment|join the conversation|follow|follow us|follow us on|about the author|about the authors|about the archive|share your thoughts|resize|download|transcript|what readers are saying|buy reprints|takeaways by bloomberg ai|key points|key takeaways|
skip to content|skip to main content|menu|search|home|back to top|top|close|next|previous|prev|back|
all rights reserved|our standards: the thomson reuters trust principles|terms of use|privacy policy|cookie policy|opens new tab|purchase licensing rights|acquire licensing rights|suggested topics|reuse this content|
ends|end|enditem|(end)|(ends)|(more)|more to come|###|30|-30-|xxx|(endit)|endit|
hide caption|toggle caption|show caption|image caption|caption|enlarge this image|expand|image|photo|picture|image credits|listen to this article|listen to article|0:00|text size|font size|gallery continues below|breaking news|published|updated|posted|exclusive`)

// furnitureLeads open lines that are furniture as long as they stay short.
var furnitureLeads = []string{
	"click here", "click to ", "click on the ", "tap here", "tap to ", "swipe ", "read more:", "read more ", "read more -", "more:", "read:", "read |", "also read", "read also", "read next", "related:", "related |", "related coverage:", "see also:", "see more:", "more on ", "more from ", "more coverage:", "watch:", "watch |", "watch -", "watch more", "watch the video", "video:", "listen:", "photos:", "gallery:", "go deeper:",
	"follow ap's", "follow the ap", "follow us", "follow our", "follow all", "follow more", "full coverage", "full ap coverage", "ap's full coverage", "find more ", "see the latest ", "sign up ", "sign up:", "subscribe to", "subscribe for", "subscribe now", "subscribe today", "get the latest ", "get our ", "get breaking", "get unlimited", "join our", "join us on", "download our", "download the", "stay up to date", "stay informed", "stay updated", "stay connected", "to read more",
	"share this", "share on ", "like us on", "find us on", "copyright ©", "© copyright", "copyright 19", "copyright 20", "© 19", "© 20", "©19", "©20", "reach the reporter", "contact the reporter", "(c) 20", "all rights reserved", "this material may not be", "our standards:", "story continues", "article continues", "continue reading", "advertisement ", "more ap ", "ap sports:", "ap baseball:", "ap politics:", "ap news:", "have a tip", "got a tip", "do you have a story", "send tips", "contact us at", "register for", "create a free", "already a subscriber", "support our journalism", "support independent", "donate ", "become a member", "tags:", "topics:", "filed under", "posted in", "hide caption", "toggle caption", "enlarge this", "image source:", "reprints", "licensed under", "loading", "this is a developing story", "enditem/", "recommended citation", "check back for updates", "appeared in the ", "audio produced by ", "photo editing by ", "most read from ", "produced by ", "heard on ", "this is a digitized version of an article", "see the article in its original context", "for more ", "visit our", "view comments", "to subscribe", "skip to ", "purchase licensing", "acquire licensing", "for the latest", "listen to ", "explore more", "you may also like", "read the full", "editor's picks", "most popular", "published:", "published on ", "published at ", "published ", "updated:", "updated on ", "updated at ", "updated ", "last updated", "last modified", "posted:", "first published", "posted on ", "posted at ", "posted ", "modified:", "date:",
}

var (
	readingTime = regexp.MustCompile(`^(?:est\.? )?(?:reading time:? )?\d{1,2} ?-?(?:min|mins|minutes?)\.?(?: read| to read| listen)?$|^\d+ (?:comments?|shares?|views?|likes?|photos?|images?|videos?)$`)
	counterLine = regexp.MustCompile(`^(?:(?:photo|image|picture|slide|gallery) )?\d{1,3} ?(?:of|/) ?\d{1,3}(?: ?\| ?)?$|^\[\d{1,3}/\d{1,3}\]$|^\d{1,3} (?:photos|images|pictures)$`)
	urlLine     = regexp.MustCompile(`^(?:\S{1,30}:? )?(?:https?://|www\.)\S+$|^(?:https?://)\S+`)
	hubLine     = regexp.MustCompile(`^(?:ap|more ap|ap's) [^.]{2,60}: ?(?:https?://|www\.|apnews)`)
	stampLine   = regexp.MustCompile(`^[^.]{0,30}\b(?:updated|published|posted)(?: on| at)?:? .{0,30}\d{1,2}:\d{2}.{0,12}$`)
	timeWords   = regexp.MustCompile(`\d`)
	followPlug  = regexp.MustCompile(`^(?:follow|read|see|find) (?:more of )?(?:the )?(?:ap|associated press|reuters|afp|bbc|cnn|npr)(?:'s)? .{0,60}(?:coverage|stories|reporting|news)\b|^follow \S+(?: \S+){0,3} (?:on|at) (?:twitter|x|facebook|instagram|threads|bluesky|mastodon|linkedin|youtube)|^follow .{2,60}: ?(?:@|https?:)`)
	notice      = regexp.MustCompile(`(?:may not be (?:published|reproduced|republished|reprinted)|all rights reserved|receives (?:financial )?support (?:from|for)|is (?:solely )?responsible for all content|receives support from|subject to copyright)`)
)

// isFurniture reports whether the line belongs to the page or the wire and not to the story.
func isFurniture(s string) bool {
	if ruled(s) {
		return true
	}
	if len(s) > 420 {
		return false
	}
	f := fold(s)
	short := strings.TrimRight(f, ".: >»›|→!")
	short = strings.TrimLeft(short, "<«‹|← >•▶►")
	if furnitureLines[short] {
		return true
	}
	if anyOf(f, "may not be", "rights reserved", "receives", "responsible for all", "copyright") && notice.MatchString(f) ||
		anyOf(f[:min(len(f), 7)], "follow", "read ", "see ", "find ") && followPlug.MatchString(f) || anyOf(f, "http", "www.", "apnews") && hubLine.MatchString(f) {
		return true
	}
	if len(s) <= 90 && anyOf(f, "updated", "published", "posted") && stampLine.MatchString(f) {
		return true
	}
	if len(s) <= 24 && (readingTime.MatchString(f) || counterLine.MatchString(f)) || anyOf(f, "http", "www.") && urlLine.MatchString(f) && len(strings.Fields(f)) <= 6 {
		return true
	}
	if len(f) > 180 {
		return false
	}
	for _, p := range furnitureLeads {
		if strings.HasPrefix(f, p) {
			switch {
			case strings.HasPrefix(p, "publish"), strings.HasPrefix(p, "updated"), strings.HasPrefix(p, "posted") && p != "posted in", p == "first published", strings.HasPrefix(p, "last "), strings.HasPrefix(p, "modified"), p == "date:":
				return timeWords.MatchString(f) && len(f) <= 90
			case strings.HasSuffix(p, ":") || strings.HasSuffix(p, "|") || strings.HasPrefix(p, "copyright") || strings.HasPrefix(p, "©"):
				return len(f) <= 180
			case p == "appeared in the ":
				return len(f) <= 180 && strings.Contains(f, " edition")
			case strings.HasPrefix(p, "follow "), strings.HasPrefix(p, "sign up"), strings.HasPrefix(p, "subscribe"), strings.HasPrefix(p, "click"), strings.HasPrefix(p, "story continues"), strings.HasPrefix(p, "for more "):
				return len(f) <= 160
			}
			return len(strings.Fields(f)) <= 12
		}
	}
	return false
}

// ruled reports whether the line is a rule of dashes, underscores, stars or dots and holds no letter or figure.
func ruled(s string) bool {
	if len(s) > 200 {
		return false
	}
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || !(unicode.IsPunct(r) || unicode.IsSpace(r) || unicode.IsSymbol(r)) {
			return false
		}
		if r >= 0x2190 && !unicode.IsPunct(r) && !unicode.IsSpace(r) && (r < 0x2190 || r > 0x25FF) {
			return false // an emoji says something
		}
	}
	return !strings.ContainsAny(s, "?!")
}
