import { contact, paper, photo, place, type Story, voice } from "./story.ts";

export const WHATSAPP_IT: readonly Story[] = [
  {
    on: "whatsapp",
    turns: [
      {
        says: ["Buongiorno, è arrivata la {lamp} ma il colore non è quello che avevo ordinato", photo("blue-lamp", "Ecco quella che ho ricevuto")],
        hears: "Buongiorno {first}, mi dispiace! Controllo subito: mi può dire il numero dell’ordine?",
      },
      {
        says: ["Il numero dell’ordine è {order}"],
        hears: "Trovato, grazie. La sostituiamo noi: preferisce la consegna a casa o il ritiro in negozio?",
      },
      { says: ["Meglio a casa se è possibile, sono in {street}"], hears: "Perfetto. Il corriere passa {day} mattina e ritira anche quella sbagliata." },
    ],
    again: "È per la {lamp} del colore sbagliato, le ho mandato anche la foto",
    thanks: "Perfetto, grazie mille della gentilezza",
  },
  {
    on: "whatsapp",
    turns: [
      {
        says: ["Salve, il mio ordine {order} doveva arrivare {day} ma non si è visto nessuno"],
        hears: "Buongiorno {first}, mi scusi per il disagio. Verifico subito con il corriere.",
      },
      { says: ["Grazie. Tenga conto che io sono a casa solo la mattina"], hears: "È già in consegna: passa domani fra le 9 e le 12, va bene?" },
      { says: ["Sì. Può far chiamare prima di salire? Il citofono non funziona"], hears: "Certo, ho scritto al corriere di chiamare dieci minuti prima." },
    ],
    again: "Aspetto ancora l’ordine {order}, mi sa dire dov’è?",
    thanks: "Ottimo, allora lo aspetto. Grazie!",
  },
  {
    on: "whatsapp",
    turns: [
      {
        says: ["Il pacco è arrivato così 😟", photo("torn-box"), "Non l’ho ancora aperto"],
        hears: "Ha fatto bene a scriverci. Lo apra pure: la {lamp} dentro è intera?",
      },
      { says: [voice(7)], hears: "Capisco. Mi manda una foto del vetro rotto e il numero dell’ordine?" },
      { says: [photo("broken-glass", "Ordine {order}")], hears: "Grazie. Il vetro di ricambio parte oggi, arriva {day} senza spese." },
    ],
    again: "Parlo del pacco rotto, vede la foto?",
    thanks: "Siete stati velocissimi, grazie",
  },
  {
    on: "both",
    turns: [
      { says: ["Buonasera, mi servirebbe la fattura dell’ordine {order}"], hears: "Buonasera {first}, volentieri. A chi la intestiamo?" },
      {
        says: ["Le mando i dati dello studio", paper("company", "Dati fattura.pdf")],
        hears: "Ricevuti. La fattura parte questa sera: a quale indirizzo la mando?",
      },
      { says: ["{mail} va bene"], hears: "Inviata. La trova fra pochi minuti." },
    ],
    again: "Mi serve la fattura dell’ordine {order}",
    thanks: "Arrivata, grazie",
  },
  {
    on: "whatsapp",
    turns: [
      {
        says: ["Ciao! Sto montando la {furniture} e mi avanza una vite 😅", photo("screws")],
        hears: "Ciao {first}! Succede: quella vite è un ricambio. La base è ben stretta?",
      },
      { says: ["Mi sembra di sì, però dondola un pochino"], hears: "Allora giri il piedino nero di mezzo giro: è regolabile." },
      { says: ["Provo subito", "Funziona!"], hears: "Benissimo. Se serve altro siamo qui." },
    ],
    again: "Mi avanza una vite della {furniture}, devo preoccuparmi?",
    thanks: "Grazie, gentilissimi",
  },
  {
    on: "whatsapp",
    turns: [
      { says: ["Buongiorno, sabato siete aperti? Vorrei vedere la {item} dal vivo"], hears: "Buongiorno! Sì, sabato dalle 10 alle 19:30, in via Tortona 37." },
      { says: ["Io parto da qui", place("home"), "C’è parcheggio vicino?"], hears: "Sì, in via Savona c’è un autosilo, i primi 90 minuti li offriamo noi." },
      { says: ["Me la tenete da parte fino a mezzogiorno?"], hears: "Certo, è a suo nome: {name}." },
    ],
    again: "Vorrei sapere se sabato siete aperti",
    thanks: "A sabato allora, grazie",
  },
  {
    on: "whatsapp",
    turns: [
      {
        says: ["Buongiorno, sto arredando un appartamento per una cliente", paper("plan", "Pianta soggiorno.pdf"), "Mi servono quattro pezzi della {lamp}"],
        hears: "Buongiorno {first}, bella pianta! Per quattro pezzi c’è lo sconto del 10 %.",
      },
      { says: ["E i tempi di consegna?"], hears: "Tre settimane, in un’unica consegna al piano." },
      { says: ["Per la consegna senta pure lei", contact("Laura Neri", "+393005550901")], hears: "Grazie, la chiamiamo noi {day}." },
    ],
    again: "Volevo un preventivo per quattro pezzi della {lamp}",
    thanks: "Perfetto, procediamo così. Grazie",
  },
  {
    on: "whatsapp",
    turns: [
      { says: ["Devo cambiare l’indirizzo di consegna dell’ordine {order}, sono in trasloco"], hears: "Nessun problema {first}: dove lo mandiamo?" },
      { says: [place("site"), "Al secondo piano, c’è l’ascensore"], hears: "Segnato. La data resta {day}, le va bene?" },
      { says: ["Sì, ma dopo le 15 se si può"], hears: "Confermato: {day} fra le 15 e le 18." },
    ],
    again: "Vorrei far arrivare l’ordine {order} a un altro indirizzo",
    thanks: "Grande, grazie mille",
  },
  {
    on: "both",
    turns: [
      { says: ["Vorrei restituire la {furniture}, in sala è troppo grande"], hears: "Capisco {first}. È ancora nei 30 giorni? Mi dice il numero dell’ordine?" },
      { says: ["Ordine {order}, di due settimane fa"], hears: "Allora il reso è gratuito. Ha ancora l’imballo?" },
      { says: ["Sì, è tutto in garage"], hears: "Bene: il ritiro è {day}, il rimborso arriva entro cinque giorni." },
    ],
    again: "Vorrei rendere la {furniture} perché è troppo grande",
    thanks: "Perfetto, grazie della pazienza",
  },
  {
    on: "whatsapp",
    turns: [
      { says: ["La {lamp} sfarfalla quando la abbasso", voice(9)], hears: "Buongiorno {first}, che lampadina ha montato?" },
      { says: ["Una led da 8 watt, quella che avevo in casa"], hears: "È quella: serve una led dimmerabile. Gliene mandiamo una in omaggio." },
      { says: ["Davvero? Che gentili! L’indirizzo è sempre {street}"], hears: "Parte domani. Buona luce!" },
    ],
    again: "La {lamp} sfarfalla, può essere la lampadina?",
    thanks: "Grazie davvero",
  },
  {
    on: "whatsapp",
    turns: [
      { says: [photo("room", "Volevo solo dirvi che la {lamp} è bellissima ❤️")], hears: "Che meraviglia, {first}! Possiamo mostrarla nel nostro profilo?" },
      { says: ["Certo, volentieri"], hears: "Grazie! C’è un buono da 20 € che l’aspetta: CASA20." },
    ],
    again: "Volevo solo farvi i complimenti",
    thanks: "Wow, grazie! 😍",
  },
];
