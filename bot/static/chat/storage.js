// What this browser remembers: the conversation, and what was said but not acknowledged yet.

const CONVERSATION = "motcua.conversation";
const UNSENT = "motcua.unsent";

function get(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function set(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Without storage the conversation lasts as long as the page.
  }
}

export const remembered = {
  conversation: () => get(CONVERSATION),
  unsent: () => get(UNSENT) ?? [],
  keepConversation: (conversation) => set(CONVERSATION, conversation),
  keepUnsent: (messages) => set(UNSENT, messages),
};
