# NA is the code of Namibia, not a missing value
agreements <- read.csv("{{ site }}/agreements.csv", na.strings = "", encoding = "UTF-8")
aggregate(slug ~ year + pair, agreements, length)
