SELECT year, pair, count(*) AS agreements
FROM '{{ site }}/agreements.csv'
WHERE year IS NOT NULL AND pair IS NOT NULL
GROUP BY ALL ORDER BY ALL;
