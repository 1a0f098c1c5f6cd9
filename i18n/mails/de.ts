import type { MailTexts } from "./texts.ts";

export const de: MailTexts = {
  kinds: {
    confirmation: {
      subject: "Du bist dabei: {title}",
      preview: "{when}. Dein Platz ist bestätigt.",
      heading: "Willkommen, {firstName}. Dein Platz ist bestätigt.",
      body: ["Wir freuen uns auf dich bei „{title}“. Alles, was du brauchst, steht in dieser Mail."],
      button: "Meine Anmeldung ansehen",
    },
    waitlisted: {
      subject: "Du bist auf der Warteliste: {title}",
      preview: "Platz {position} in der Reihe. Wir schreiben, sobald ein Platz frei ist.",
      heading: "Du bist auf der Warteliste, {firstName}.",
      body: [
        "„{title}“ ist im Moment ausgebucht. Du bist Nummer {position} in der Reihe.",
        "Sobald ein Platz frei wird, gehört er dir, und wir schreiben dir sofort. Mehr ist nicht zu tun.",
      ],
      button: "Meine Anmeldung ansehen",
    },
    moved_up: {
      subject: "Ein Platz ist frei geworden: {title}",
      preview: "{when}. Du bist von der Warteliste nachgerückt.",
      heading: "Gute Nachricht, {firstName}: Du hast einen Platz.",
      body: [
        "Bei „{title}“ ist ein Platz frei geworden, und er gehört dir. Wenn du nicht kannst, sage bitte ab, damit jemand anderes nachrückt.",
      ],
      button: "Meine Anmeldung ansehen",
    },
    pending: {
      subject: "Wir haben deine Anmeldung: {title}",
      preview: "Der Veranstalter sieht sie sich bald an.",
      heading: "Danke, {firstName}. Wir haben deine Anmeldung.",
      body: [
        "„{title}“ hat einen begrenzten Kreis: Der Veranstalter sieht sich jede Anmeldung an. Du hörst von uns, sobald entschieden ist. Mehr ist nicht zu tun.",
      ],
      button: "Meine Anmeldung ansehen",
    },
    approved: {
      subject: "Du bist dabei: {title} ist bestätigt",
      preview: "{when}. Dein Platz ist bestätigt.",
      heading: "Gute Nachricht, {firstName}: Du bist dabei.",
      body: [
        "Der Veranstalter hat deinen Platz bei „{title}“ bestätigt. Alles, was du brauchst, steht in dieser Mail.",
      ],
      button: "Meine Anmeldung ansehen",
    },
    declined: {
      subject: "Zu deiner Anmeldung: {title}",
      preview: "Deine Anmeldung wurde nicht angenommen.",
      heading: "Es tut uns leid, {firstName}.",
      body: ["Der Veranstalter konnte deine Anmeldung für „{title}“ nicht annehmen."],
      button: "Zur Seite der Veranstaltung",
    },
    offer: {
      subject: "Ein Platz ist frei für dich: {title}",
      preview: "Nimm ihn bis {expires} an.",
      heading: "{firstName}, ein Platz ist frei für dich.",
      body: [
        "Bei „{title}“ ist ein Platz frei geworden, und wir halten ihn für dich bis {expires}. Nimm ihn auf der Seite deiner Anmeldung mit einem Klick an oder lehne ihn ab.",
        "Wenn du nichts tust, geht er an die nächste Person in der Reihe.",
      ],
      button: "Annehmen oder ablehnen",
    },
    offer_expired: {
      subject: "Der Platz ging an die nächste Person: {title}",
      preview: "Die Zeit, ihn anzunehmen, ist vorbei.",
      heading: "Die Zeit zum Annehmen ist vorbei, {firstName}.",
      body: [
        "Der Platz bei „{title}“, den wir für dich gehalten haben, ging an die nächste Person in der Reihe. Wenn du noch kommen möchtest, kannst du dich neu anmelden.",
      ],
      button: "Zur Seite der Veranstaltung",
    },
    transfer_offered: {
      subject: "Jemand möchte dir einen Platz übergeben: {title}",
      preview: "{when}. Übernimm ihn bis {expires}.",
      heading: "{firstName}, ein Platz gehört dir, wenn du magst.",
      body: [
        "Jemand, der nicht zu „{title}“ kommen kann, möchte dir den eigenen Platz geben. Übernimm ihn bis {expires}.",
        "Wenn du nichts tust, bleibt alles, wie es ist.",
      ],
      button: "Den Platz übernehmen",
    },
    transferred: {
      subject: "Dein Platz ist übergeben: {title}",
      preview: "Die Übergabe ist erledigt.",
      heading: "Dein Platz ist übergeben, {firstName}.",
      body: [
        "Die Person, die du eingeladen hast, hat deinen Platz bei „{title}“ übernommen. Deine eigene Anmeldung endet damit.",
      ],
      button: "Zur Seite der Veranstaltung",
    },
    follow_up_attended: {
      subject: "Danke, dass du da warst: {title}",
      preview: "Schön, dass du dabei warst.",
      heading: "Danke, dass du da warst, {firstName}.",
      body: [
        "Schön, dass du bei „{title}“ dabei warst. Wenn etwas offen geblieben ist, antworte einfach auf diese Mail.",
      ],
      button: "Andere Veranstaltungen ansehen",
    },
    follow_up_missed: {
      subject: "Du hast gefehlt: {title}",
      preview: "Vielleicht passt dir ein anderer Termin besser.",
      heading: "Du hast uns gefehlt, {firstName}.",
      body: ["Du konntest bei „{title}“ nicht dabei sein. Vielleicht passt dir eine andere Veranstaltung besser."],
      button: "Andere Veranstaltungen ansehen",
    },
    registration_cancelled: {
      subject: "Anmeldung storniert: {title}",
      preview: "Deine Anmeldung ist storniert.",
      heading: "Deine Anmeldung ist storniert, {firstName}.",
      body: [
        "Du hast keinen Platz mehr bei „{title}“. Falls das ein Versehen war, kannst du dich auf der Seite der Veranstaltung neu anmelden.",
      ],
      button: "Zur Seite der Veranstaltung",
    },
    event_cancelled: {
      subject: "Abgesagt: {title}",
      preview: "{when} findet nicht statt.",
      heading: "„{title}“ ist abgesagt.",
      body: [
        "Hallo {firstName}, es tut uns leid: Diese Veranstaltung findet nicht statt. Deine Anmeldung endet damit.",
      ],
      button: "Andere Veranstaltungen ansehen",
    },
    rescheduled: {
      subject: "Neuer Termin: {title}",
      preview: "Jetzt {when}. Dein Platz bleibt dir.",
      heading: "„{title}“ hat einen neuen Termin.",
      body: [
        "Hallo {firstName}, deine Anmeldung gilt für den neuen Termin. Wenn er dir nicht passt, kannst du sie stornieren.",
      ],
      button: "Meine Anmeldung ansehen",
    },
    reminder: {
      subject: "Erinnerung: {title}, {when}",
      preview: "{when}. Bis gleich.",
      heading: "Bis gleich, {firstName}.",
      body: ["„{title}“ steht bevor. Öffne rechtzeitig deine Anmeldung: Von dort nimmst du teil."],
      button: "Zu meiner Anmeldung",
    },
    link: {
      subject: "Dein Link: {title}",
      preview: "Hier ist der Link zu deiner Anmeldung.",
      heading: "Hier ist dein Link, {firstName}.",
      body: [
        "Du bist schon für „{title}“ angemeldet. Mit diesem Link siehst du deine Anmeldung und kannst sie ändern.",
        "Falls du nicht darum gebeten hast, kannst du diese Mail ignorieren.",
      ],
      button: "Meine Anmeldung ansehen",
    },
    invitation: {
      subject: "{studio} lädt dich ins Team ein",
      preview: "Nimm die Einladung bis {expires} an.",
      heading: "Du bist zu {studio} eingeladen.",
      body: [
        "Du kannst dem Team beitreten, und zwar als {role}. Der Link gilt bis {expires}.",
        "Wenn du nicht weißt, worum es geht, ignoriere diese Mail.",
      ],
      button: "Einladung annehmen",
    },
    password_reset: {
      subject: "Neues Passwort wählen",
      preview: "Der Link gilt eine Stunde.",
      heading: "Neues Passwort wählen",
      body: [
        "Jemand, wahrscheinlich du, hat um ein neues Passwort gebeten. Der Link gilt eine Stunde.",
        "Wenn du es nicht warst, ignoriere diese Mail: Dein Passwort bleibt, wie es ist.",
      ],
      button: "Passwort wählen",
    },
    verify_email: {
      subject: "E-Mail-Adresse bestätigen",
      preview: "Ein Klick, und dein Konto ist bereit.",
      heading: "E-Mail-Adresse bestätigen",
      body: ["Bitte bestätige, dass diese Adresse dir gehört."],
      button: "Adresse bestätigen",
    },
  },
  labels: {
    when: "Wann",
    formerly: "Bisher",
    dropped: "Entfällt",
    duration: "Dauer",
    host: "Mit",
    reference: "Referenz",
    reason: "Grund",
  },
  sections: {
    join: "Wo es stattfindet",
    joinText: "Hier nimmst du teil: {url}",
    joinPassword: "Passwort: {password}",
    calendar: "Kalender",
    calendarAttached: "Die angehängte Datei trägt alle Termine in deinen Kalender ein.",
    calendarLinks: "Oder füge ihn zu {google} oder {outlook} hinzu.",
    technical: "Was du brauchst",
    technicalText: "Computer, Tablet oder Handy mit aktuellem Browser, Ton und einer stabilen Verbindung.",
    contact: "Fragen?",
    contactText: "Antworte auf diese Mail oder schreibe an {contact}.",
    share: "Kennst du jemanden, den das interessiert?",
    shareText: "Teile die Seite: {url}",
    shareMessage: "Ich bin bei „{title}“ dabei. Komm auch: {url}",
    shareVia: "Oder schicke sie per {whatsapp}, {linkedin} oder {mail}.",
    mail: "E-Mail",
  },
  footer: {
    registrant: "Du bekommst diese Mail, weil du dich bei {studio} für „{title}“ angemeldet hast.",
    member: "Gesendet von {studio}.",
  },
  roles: {
    owner: "Inhaberin oder Inhaber",
    associate: "Trainerin oder Trainer",
    auditor: "Prüferin oder Prüfer",
    analyst: "Analystin oder Analyst",
  },
  linkFallback: "Wenn der Knopf nicht geht, öffne diese Adresse: {url}",
};
