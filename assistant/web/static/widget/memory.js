/** What outlives a reload: the region for good; until the tab is closed the conversation, and what was asked in vain. */

const REGION = 'policy-chat.region';
const TALK = 'policy-chat.talk';
const DRAFT = 'policy-chat.draft';
const LONGEST = 20;

/** Storage may be forbidden or full: then nothing is remembered, and all else works. */
function attempt(action) {
  try {
    return action();
  } catch {
    return null;
  }
}

export const region = {
  get: () => attempt(() => localStorage.getItem(REGION)),
  set: (name) => attempt(() => localStorage.setItem(REGION, name ?? '')),
};

export const talk = {
  get: () => attempt(() => JSON.parse(sessionStorage.getItem(TALK))) ?? [],
  set: (turns) => attempt(() => sessionStorage.setItem(TALK, JSON.stringify(turns.slice(-LONGEST)))),
};

export const draft = {
  get: () => attempt(() => sessionStorage.getItem(DRAFT)) ?? '',
  set: (question) => attempt(() => sessionStorage.setItem(DRAFT, question)),
};
