// The chat as a page of its own.

import { mount } from "./chat.js";

const place = document.getElementById("chat");
const title = document.title;
const address = new URL(location.href);

place.className = "alive";
mount(place, {
  level: "h1",
  subject: address.searchParams.get("thu-tuc"),
  unreadChanged: (count) => {
    document.title = count ? `(${count}) ${title}` : title;
  },
}).focus();
