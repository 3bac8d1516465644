# All agreements of France as a table; the filters are those of the page
curl -o agreements.csv "{{ site }}/agreements.csv?party=FR"

# What changed since a day, as JSON
curl "{{ site }}/api/v1/agreements/?updated_since=2026-01-01"

# Ask again later: nothing is sent (304) while nothing has changed
curl --etag-save tag.txt --etag-compare tag.txt -o agreements.json "{{ site }}/agreements.json"
