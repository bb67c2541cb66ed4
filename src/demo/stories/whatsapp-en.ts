import { contact, paper, photo, place, type Story, voice } from "./story.ts";

export const WHATSAPP_EN: readonly Story[] = [
  {
    on: "whatsapp",
    turns: [
      {
        says: ["Hi, my {lamp} came today but it’s the wrong colour", photo("blue-lamp", "This is what was in the box")],
        hears: "Hello {first}, I’m sorry about that! Could you give me the order number?",
      },
      { says: ["Order number is {order}"], hears: "Found it, thank you. We’ll swap it: would you like it delivered, or will you come to the shop?" },
      { says: ["Delivered would be easier, I’m at {street}"], hears: "Done. The courier brings the right one on {day} and takes this one back." },
    ],
    again: "It’s about the {lamp} in the wrong colour, I sent you a photo",
    thanks: "Brilliant, thank you so much",
  },
  {
    on: "both",
    turns: [
      { says: ["Hello, order {order} was due on {day} and nobody came"], hears: "Hello {first}, I’m sorry. Let me ask the courier." },
      { says: ["Thanks. I’m only at home in the mornings by the way"], hears: "It’s on the van: tomorrow between 9 and 12. Does that work for you?" },
      { says: ["Yes it does. Can they ring me first? The bell is broken"], hears: "Of course, I’ve asked them to call ten minutes before." },
    ],
    again: "I’m still waiting for order {order}, do you know where it is?",
    thanks: "Perfect, thanks",
  },
  {
    on: "whatsapp",
    turns: [
      {
        says: ["The parcel arrived like this 😟", photo("torn-box"), "Haven’t opened it yet"],
        hears: "Good that you wrote. Please open it: is the {lamp} all right?",
      },
      { says: [voice(6)], hears: "I see. Could you send a photo of the glass, and the order number?" },
      { says: [photo("broken-glass", "Order {order}")], hears: "Thank you. A new glass leaves today, you’ll have it on {day}." },
    ],
    again: "It’s about the parcel in the photo",
    thanks: "That was quick, thank you",
  },
  {
    on: "whatsapp",
    turns: [
      { says: ["Quick question: is the {item} in stock in your Milan shop?"], hears: "Hello {first}! Yes, two of them. Shall I keep one for you?" },
      {
        says: ["Please do. I’ll be in town on Saturday", "Where are you exactly?"],
        hears: "Via Tortona 37, five minutes from Porta Genova. We’re open until 19:30.",
      },
      { says: ["I’ll come from here", place("home")], hears: "That’s twenty minutes by tram 14. See you on Saturday." },
    ],
    again: "Just wondering whether you have the {item} in the shop",
    thanks: "Great, see you then",
  },
  {
    on: "both",
    turns: [
      { says: ["Could I have an invoice for order {order} please?"], hears: "Of course, {first}. Who should it be made out to?" },
      { says: ["To my company, it’s all in here", paper("company", "Company details.pdf")], hears: "Thank you. Where should I send it?" },
      { says: ["{mail} please"], hears: "On its way, you’ll have it in a few minutes." },
    ],
    again: "I’d need an invoice for order {order}",
    thanks: "Got it, thanks",
  },
  {
    on: "whatsapp",
    turns: [
      {
        says: ["I’m putting the {furniture} together and I have one screw left over 😅", photo("screws")],
        hears: "Don’t worry {first}, that one is a spare. Is the base tight?",
      },
      { says: ["I think so, but it wobbles a bit"], hears: "Turn the black foot by half a turn, it’s adjustable." },
      { says: ["Trying now", "That did it!"], hears: "Lovely. We’re here if you need us." },
    ],
    again: "I have a screw left over from the {furniture}, should I worry?",
    thanks: "You saved my evening, thanks",
  },
  {
    on: "whatsapp",
    turns: [
      {
        says: ["Hi, we’re opening a small hotel and need twelve of the {lamp}", paper("plan", "Floor plan.pdf")],
        hears: "Congratulations, {first}! From ten pieces there’s 15 % off.",
      },
      { says: ["Sounds good. How long would it take?"], hears: "Four weeks, in one delivery, and our people carry everything upstairs." },
      { says: ["Please arrange the day with my manager", contact("Daniel Reed", "+447700900155")], hears: "Thank you, we’ll call him on {day}." },
    ],
    again: "We’d like a quote for twelve of the {lamp}",
    thanks: "Excellent, let’s do it",
  },
  {
    on: "whatsapp",
    turns: [
      { says: ["My {lamp} flickers when I dim it", voice(8)], hears: "Hello {first}, which bulb is in it?" },
      { says: ["Just an 8 W LED I had at home"], hears: "That’s it: it needs a dimmable one. We’ll send you one for free." },
      { says: ["Really? That’s so kind! Still at {street}"], hears: "It leaves tomorrow. Enjoy the light!" },
    ],
    again: "It’s about my {lamp}, it flickers. Could it be the bulb?",
    thanks: "Thanks a lot",
  },
  {
    on: "both",
    turns: [
      { says: ["I’d like to return the {furniture}, it’s too big for my room"], hears: "I understand. Is it within 30 days? And the order number?" },
      { says: ["Order {order}, two weeks ago"], hears: "Then it’s free. Do you still have the packaging?" },
      { says: ["Yes, all of it"], hears: "Good: we collect it on {day}, the refund takes five days." },
    ],
    again: "I want to return the {furniture} because it’s too big",
    thanks: "Thank you for your help",
  },
  {
    on: "whatsapp",
    turns: [
      { says: [photo("room", "Just wanted to say that the {lamp} is gorgeous ❤️")], hears: "How beautiful, {first}! May we show it on our page?" },
      { says: ["Sure, I’d love that"], hears: "Thank you! There’s a voucher for you: CASA20." },
    ],
    again: "No problem at all, I only wanted to say how nice it looks",
    thanks: "Wow, thank you 😍",
  },
];
