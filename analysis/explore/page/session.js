  // ---- the session: what is asked, what came ----------------------------------------------------------------------
  const session = { territory: { ...data.territory }, policies: [newPolicy(1)], selected: 1, next: 2, answers: {}, revisions: {},
    states: {}, words: {}, place: '', year: null, change: 0, wrong: false };
  const stale = new Set(); // policies whose answer is older than their fields
  let asked = false, sending = false, telling = 0, polling = false, renewed = false, stopped = false, wasRunning = false;
  const selected = () => session.policies.find(({ id }) => id === session.selected) || session.policies[0];

  // What is shown is old from the moment in which a field changes.
  function changed(policies) {
    session.change += 1;
    for (const { id } of policies) if (session.answers[id]) stale.add(id);
    progress();
    send();
  }
  const policyChanged = () => changed([selected()]), placeChanged = () => changed(session.policies);

  // One request at a time, in order, with all that changed meanwhile: what a later one supersedes costs the server little.
  async function send() {
    asked = true;
    if (sending) return;
    sending = true;
    try {
      while (asked) {
        asked = false;
        const said = session.policies.filter(says).map(({ id, fields }) => ({ id, fields }));
        const reply = await (await call('/run', { change: session.change, territory: session.territory, selected: session.selected, policies: said })).json();
        if (!asked) accepted(reply, said);
      }
    } catch (error) {
      lost();
    }
    sending = false;
  }
  function accepted({ problems, place, policies }, said) {
    $('#gone').hidden = true;
    session.wrong = problems.length > 0;
    clearTimeout(telling); // a number that is being typed is none yet
    telling = setTimeout(() => { showProblems(problems, selected()); progress(); }, problems.length ? 400 : 0);
    if (problems.length) return;
    stopped = false;
    session.place = place;
    session.words = Object.fromEntries(policies.map(({ id, words }) => [id, words]));
    const gone = session.policies.filter(({ id }) => session.answers[id] && !said.some((one) => one.id === id));
    for (const { id } of gone) forget(id);
    if (gone.length) draw();
    else progress();
    poll();
  }
  function forget(id) {
    delete session.answers[id];
    stale.delete(id);
  }
  function lost() {
    polling = false;
    $('#done').textContent = '';
    $('#gone').hidden = false;
    progress();
  }

  async function poll() {
    renewed = true; // an answer that is under way may be older than what runs now
    if (polling) return;
    polling = true;
    try {
      for (let failed = 0; ;) {
        renewed = false;
        const known = Object.fromEntries(Object.entries(session.revisions).map(([id, revision]) => ['r' + id, revision]));
        let policies, change;
        try {
          ({ policies, change } = await (await call('/state', known)).json());
          failed = 0;
        } catch (error) { // a connection may be lost where others crowd the door
          if (error.status || ++failed > 8) throw error;
          await new Promise((later) => setTimeout(later, 250));
          continue;
        }
        let fresh = false;
        session.states = {};
        for (const one of policies) {
          session.states[one.id] = one;
          if (change === session.change && (one.done > 0 || one.failure)) stale.delete(one.id);
          if (!one.answer) continue;
          fresh = true;
          session.answers[one.id] = one.answer;
          session.revisions[one.id] = one.revision;
        }
        if (fresh) draw();
        else progress();
        if (!renewed && !policies.some((one) => one.running)) break;
      }
      polling = false;
      $('#gone').hidden = true;
    } catch (error) {
      lost();
    }
  }
