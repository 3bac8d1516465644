let next = "{{ site }}/api/v1/agreements/?party=FR&cursor=";
while (next) {
  const page = await (await fetch(next)).json();
  for (const agreement of page.results) console.log(agreement.title, agreement.status.label);
  next = page.next;
}
