import { photo, type Story } from "./story.ts";

// What people ask who stand before the shop's pages.

export const WEBCHAT_IT: readonly Story[] = [
  {
    on: "webchat",
    turns: [
      { says: ["Salve, la {item} è disponibile subito?"], hears: "Buongiorno! Sì, parte entro due giorni. Le interessa un colore in particolare?" },
      { says: ["Bianca, se c’è. Quanto costa la spedizione a {city}?"], hears: "Bianca c’è. Sopra i 100 € la spedizione è gratuita." },
      { says: ["E se poi non mi piace?"], hears: "Ha 30 giorni per il reso, il ritiro lo paghiamo noi." },
    ],
    again: "Volevo sapere se la {item} è disponibile",
    thanks: "Perfetto, allora la ordino. Grazie!",
  },
  {
    on: "webchat",
    turns: [
      {
        says: ["Il codice CASA20 mi dice che è scaduto, ma sul volantino c’è scritto fino a domenica"],
        hears: "Ha ragione, mi scuso. Le faccio un codice nuovo: LUCE20.",
      },
      { says: ["Provo", "Adesso va! Vale anche per la {item}?"], hears: "Sì, su tutto il catalogo." },
    ],
    again: "Il mio codice sconto non funziona",
    thanks: "Gentilissimi, grazie",
  },
  {
    on: "webchat",
    turns: [
      { says: ["Che lampadina ci vuole per la {lamp}?"], hears: "Una E27, fino a 12 W led. Se vuole regolarla, dimmerabile." },
      { says: ["Meglio luce calda o fredda in sala da pranzo?"], hears: "Calda, 2700 K: i colori del cibo sono più belli." },
    ],
    again: "Non so che lampadina prendere per la {lamp}",
    thanks: "Chiarissimo, grazie",
  },
  {
    on: "webchat",
    turns: [
      { says: ["Buongiorno, ho questa sala", photo("room"), "La sospensione Brera ci starebbe?"], hears: "Che bella stanza! Quanto è alto il soffitto?" },
      { says: ["Due metri e ottanta"], hears: "Allora sì: la tenga a 75 cm dal tavolo." },
      { says: ["E il montaggio lo fate voi?"], hears: "Sì, a {city} per 45 €. Lo aggiunge nel carrello." },
    ],
    again: "Volevo un consiglio per la mia sala, ho mandato la foto",
    thanks: "Grazie del consiglio!",
  },
  {
    on: "webchat",
    turns: [
      { says: ["Non riesco a pagare, la pagina resta bianca"], hears: "Mi dispiace. Con quale carta sta pagando?" },
      { says: ["Una prepagata. Devo provare con PayPal?"], hears: "Sì, provi così: il carrello resta salvato." },
      { says: ["Un attimo", "Ok, è passato! Ordine {order}"], hears: "Lo vedo, tutto a posto. Arriva {day}." },
    ],
    again: "Non riesco a completare il pagamento",
    thanks: "Menomale, grazie mille",
  },
];

export const WEBCHAT_EN: readonly Story[] = [
  {
    on: "webchat",
    turns: [
      { says: ["Hi, do you ship the {item} to {city}?"], hears: "Hello! Yes, it takes four to six days." },
      { says: ["Great. And how much is it?"], hears: "9 € for small parcels, free above 150 €." },
      { says: ["Is the plug included?"], hears: "Yes, just choose your country at the checkout." },
    ],
    again: "I was wondering about shipping to {city}",
    thanks: "Thanks, ordering now",
  },
  {
    on: "webchat",
    turns: [
      { says: ["The code says expired, but it’s valid until Sunday"], hears: "You’re right, sorry about that. Here’s a new one: LUCE20." },
      { says: ["Let me try", "Works now. Is the {item} included?"], hears: "It is, the code is good for everything." },
    ],
    again: "My discount code doesn’t work",
    thanks: "Cheers!",
  },
  {
    on: "webchat",
    turns: [
      { says: ["Which chairs go with the Navigli table?"], hears: "Most people take the Tortona chair, in oak or black." },
      { says: ["Are they sold in pairs?"], hears: "One by one, and from four there’s 10 % off." },
      { says: ["Nice. Could I see them somewhere?"], hears: "In our shop in Milan, via Tortona 37, every day until 19:30." },
    ],
    again: "I’m looking for chairs for my Navigli table",
    thanks: "Very helpful, thank you",
  },
  {
    on: "webchat",
    turns: [
      { says: ["Hello, this is my living room", photo("room"), "Would the Brera pendant fit?"], hears: "What a lovely room! How high is the ceiling?" },
      { says: ["About 2.6 m"], hears: "Then it will look great: leave 75 cm above the table." },
    ],
    again: "I’d like some advice for my living room, see the photo",
    thanks: "Thank you, that helps",
  },
  {
    on: "webchat",
    turns: [
      { says: ["I can’t check out, the page stays white"], hears: "I’m sorry. Which card are you using?" },
      { says: ["A prepaid one. Should I try PayPal?"], hears: "Please do, your basket is kept." },
      { says: ["One moment", "It went through! Order {order}"], hears: "I can see it, all fine. It arrives on {day}." },
    ],
    again: "The checkout doesn’t work for me",
    thanks: "Phew, thanks",
  },
];
