/**
 * What folds and their tables answer, in German and Spanish, by the English sentence that stands where each is declared.
 */
export const abouts: Readonly<Record<string, { de: string; es: string }>> = {
  "The events of a studio as the dashboard lists them, with their counts.": {
    de: "Die Veranstaltungen eines Studios, wie die Übersicht sie zeigt, mit ihren Zahlen.",
    es: "Los eventos de un estudio tal como los muestra el panel, con sus cifras.",
  },
  "Everything about an event but its people: for the public page and the editor.": {
    de: "Alles über eine Veranstaltung außer ihren Personen: für die öffentliche Seite und die Bearbeitung.",
    es: "Todo sobre un evento menos sus personas: para la página pública y el editor.",
  },
  "Who has a place in which event, since when, and how it stands.": {
    de: "Wer bei welcher Veranstaltung einen Platz hat, seit wann, und wie es darum steht.",
    es: "Quién tiene plaza en qué evento, desde cuándo y en qué estado.",
  },
  "The people of a studio: what is known of them, what brought them, their tags and tasks.": {
    de: "Die Personen eines Studios: was von ihnen bekannt ist, was sie brachte, ihre Tags und Aufgaben.",
    es: "Las personas de un estudio: qué se sabe de ellas, qué las trajo, sus etiquetas y tareas.",
  },
  "How a studio sorts its people: segments and rules that tag.": {
    de: "Wie ein Studio seine Personen ordnet: Segmente und Regeln, die Tags vergeben.",
    es: "Cómo ordena un estudio a sus personas: segmentos y reglas que etiquetan.",
  },
  "Every message and call to the outside: made, being tried again, given up, or not made and why.": {
    de:
      "Jede Nachricht und jeder Aufruf nach außen: gesendet, erneut versucht, aufgegeben, oder nicht gesendet und warum.",
    es: "Cada mensaje y cada llamada al exterior: hecha, reintentada, abandonada, o no hecha y por qué.",
  },
  "Addresses and numbers that are not written to.": {
    de: "Adressen und Nummern, an die nicht geschrieben wird.",
    es: "Direcciones y números a los que no se escribe.",
  },
  "The studios and their members, with roles.": {
    de: "Die Studios und ihre Mitglieder, mit Rollen.",
    es: "Los estudios y sus miembros, con sus roles.",
  },
  "How much each studio may use and uses: events, registrations, messages a day, uploaded files.": {
    de:
      "Was jedes Studio nutzen darf und nutzt: Veranstaltungen, Anmeldungen, Nachrichten am Tag, hochgeladene Dateien.",
    es: "Cuánto puede usar y usa cada estudio: eventos, inscripciones, mensajes al día, archivos subidos.",
  },
  "Bulk actions on registrations: the worker finds here what is not through yet.": {
    de: "Sammelaktionen auf Anmeldungen: hier findet der Worker, was noch nicht fertig ist.",
    es: "Acciones en bloque sobre inscripciones: aquí encuentra el worker lo que falta por hacer.",
  },
  "Who comes to which event, counted without knowing who they are.": {
    de: "Wer zu welcher Veranstaltung kommt, gezählt, ohne zu wissen, wer es ist.",
    es: "Quién viene a qué evento, contado sin saber quién es.",
  },
  "Who looked at the public pages, counted by day.": {
    de: "Wer die öffentlichen Seiten angesehen hat, nach Tagen gezählt.",
    es: "Quién miró las páginas públicas, contado por días.",
  },
  "The whole log by stream, type, actor, studio, person, registration, cause and time, for auditors.": {
    de: "Das ganze Log nach Stream, Typ, Akteur, Studio, Person, Anmeldung, Ursache und Zeit, für die Prüfung.",
    es: "Todo el registro por stream, tipo, actor, estudio, persona, inscripción, causa y hora, para auditores.",
  },
  "The events that visitors can find, and by what.": {
    de: "Die Veranstaltungen, die Besucher finden können, und wonach.",
    es: "Los eventos que los visitantes pueden encontrar, y por qué.",
  },
  "Connected pixels, and what each platform was told, or was not and why.": {
    de: "Verbundene Pixel, und was jede Plattform erfuhr, oder nicht erfuhr und warum.",
    es: "Píxeles conectados, y qué se dijo a cada plataforma, o no se dijo y por qué.",
  },
  "What people have allowed, when, with which words, and what they took back.": {
    de: "Was Personen erlaubt haben, wann, mit welchen Worten, und was sie zurücknahmen.",
    es: "Qué han permitido las personas, cuándo, con qué palabras, y qué retiraron.",
  },
  "Systems of studios that are told of what happens, and what each was told, or was not and why.": {
    de: "Systeme von Studios, die erfahren, was geschieht, und was jedes erfuhr, oder nicht erfuhr und warum.",
    es: "Sistemas de los estudios a los que se avisa, y qué se dijo a cada uno, o no se dijo y por qué.",
  },
  "Mails that confirm a registration, tell of waiting, of approval and of offered places.": {
    de: "Mails, die eine Anmeldung bestätigen, vom Warten, von Zusagen und angebotenen Plätzen berichten.",
    es: "Correos que confirman una inscripción y avisan de esperas, aprobaciones y plazas ofrecidas.",
  },
  "Mails about cancelled registrations and cancelled events, and texts when a date was near.": {
    de: "Mails über abgesagte Anmeldungen und Veranstaltungen, und SMS, wenn ein Termin nah war.",
    es: "Correos sobre inscripciones y eventos cancelados, y SMS si la fecha estaba cerca.",
  },
  "Mails about new dates, with the entry that moves people's calendars, and texts when a date is near.": {
    de: "Mails über neue Termine, mit dem Eintrag, der Kalender verschiebt, und SMS, wenn ein Termin nah ist.",
    es: "Correos sobre nuevas fechas, con la cita que mueve los calendarios, y SMS si la fecha está cerca.",
  },
  "Mails and text messages before each date of an event, at the offsets its trainer chose.": {
    de: "Mails und SMS vor jedem Termin einer Veranstaltung, so lange vorher, wie der Trainer es wählte.",
    es: "Correos y SMS antes de cada fecha de un evento, con la antelación que eligió su entrenador.",
  },
  "Mails with the link to one's own registration, for those who ask for it again; reminders and join details sent by hand.":
    {
      de:
        "Mails mit dem Link zur eigenen Anmeldung, für alle, die erneut danach fragen; von Hand gesendete Erinnerungen und Zugangsdaten.",
      es:
        "Correos con el enlace a la propia inscripción, para quien lo pide de nuevo; recordatorios y datos de acceso enviados a mano.",
    },
  "Mails that invite people into a studio's team.": {
    de: "Mails, die Personen in das Team eines Studios einladen.",
    es: "Correos que invitan a personas al equipo de un estudio.",
  },
  "Mails about places that are handed over from one person to another.": {
    de: "Mails über Plätze, die eine Person an eine andere weitergibt.",
    es: "Correos sobre plazas que una persona cede a otra.",
  },
  "Mails after the last date of an event, to those who came and those who did not.": {
    de: "Mails nach dem letzten Termin einer Veranstaltung, an alle, die da waren, und alle, die fehlten.",
    es: "Correos tras la última fecha de un evento, a quienes vinieron y a quienes no.",
  },
  "Mails to speakers before each date, and to the programme manager: summary, notices, digest, report.": {
    de:
      "Mails an Sprecher vor jedem Termin, und an die Programmleitung: Zusammenfassung, Hinweise, Übersicht, Bericht.",
    es: "Correos a ponentes antes de cada fecha, y a quien gestiona el programa: resumen, avisos, boletín, informe.",
  },
  "Mailings to many people, in waves that can be paused.": {
    de: "Mails an viele Personen, in Wellen, die man anhalten kann.",
    es: "Envíos a muchas personas, en oleadas que se pueden pausar.",
  },
  "Mails to those who waited for a place in vain, when there is a next date.": {
    de: "Mails an alle, die vergeblich auf einen Platz warteten, wenn es einen nächsten Termin gibt.",
    es: "Correos a quienes esperaron plaza en vano, cuando hay una próxima fecha.",
  },
  "Moves people up from the waitlist when an event gets more places.": {
    de: "Lässt Personen von der Warteliste nachrücken, wenn eine Veranstaltung mehr Plätze bekommt.",
    es: "Pasa a personas de la lista de espera cuando un evento gana plazas.",
  },
  "Ends offered places whose time to accept is over.": {
    de: "Beendet angebotene Plätze, deren Frist vorbei ist.",
    es: "Termina las plazas ofrecidas cuyo plazo ha pasado.",
  },
  "Publishes events at the moment that their trainer chose.": {
    de: "Veröffentlicht Veranstaltungen zu dem Zeitpunkt, den ihr Trainer gewählt hat.",
    es: "Publica eventos en el momento que eligió su entrenador.",
  },
  "Cancels an erased person's registrations and destroys the keys to their data.": {
    de: "Storniert die Anmeldungen einer gelöschten Person und vernichtet die Schlüssel zu ihren Daten.",
    es: "Cancela las inscripciones de una persona borrada y destruye las claves de sus datos.",
  },
  "Makes whoever registers a lead of the studio, or notes that a known one came again.": {
    de: "Macht aus jeder Anmeldung einen Lead des Studios, oder vermerkt, dass ein bekannter wiederkam.",
    es: "Convierte a quien se inscribe en lead del estudio, o anota que uno conocido ha vuelto.",
  },
  "Gives people the tags that a studio's rules call for.": {
    de: "Gibt Personen die Tags, die die Regeln eines Studios verlangen.",
    es: "Pone a las personas las etiquetas que piden las reglas de un estudio.",
  },
  "Calls that tell advertising platforms of visits, registrations and purchases, with consent.": {
    de: "Aufrufe, die Werbeplattformen von Besuchen, Anmeldungen und Käufen berichten, mit Einwilligung.",
    es: "Llamadas que cuentan a plataformas publicitarias visitas, inscripciones y compras, con consentimiento.",
  },
  "Calls that tell a studio's own systems of what happens, signed, each under an id of its own.": {
    de:
      "Aufrufe, die den eigenen Systemen eines Studios berichten, was geschieht: signiert, jeder mit eigener Kennung.",
    es: "Llamadas que cuentan a los sistemas propios de un estudio lo que pasa: firmadas, cada una con su id.",
  },
  "Tells operators, by mail and by webhook, of what wants their attention and of its end.": {
    de: "Sagt Betreibern per Mail und Webhook, was Aufmerksamkeit braucht, und wenn es vorbei ist.",
    es: "Avisa a los operadores, por correo y webhook, de lo que pide atención y de su final.",
  },
  "What is done with many registrations at once, and how far it is.": {
    de: "Was mit vielen Anmeldungen auf einmal geschieht, und wie weit es ist.",
    es: "Qué se hace con muchas inscripciones a la vez, y cuánto va hecho.",
  },
  "Whose an event is.": { de: "Wem eine Veranstaltung gehört.", es: "De quién es un evento." },
  "Every choice that was made, and everything that was taken back.": {
    de: "Jede getroffene Wahl, und alles, was zurückgenommen wurde.",
    es: "Cada elección hecha, y todo lo que se retiró.",
  },
  "What is known of a registration for platforms.": {
    de: "Was für Plattformen von einer Anmeldung bekannt ist.",
    es: "Qué se sabe de una inscripción para las plataformas.",
  },
  "What happened with consent: what a pixel connected later could be told.": {
    de: "Was mit Einwilligung geschah: was ein später verbundener Pixel erfahren könnte.",
    es: "Lo que pasó con consentimiento: lo que podría decirse a un píxel conectado después.",
  },
  "One row per conversion that was sent, tried or skipped.": {
    de: "Eine Zeile je Conversion, die gesendet, versucht oder übersprungen wurde.",
    es: "Una fila por conversión enviada, intentada u omitida.",
  },
  "One row per message or call to the outside that was tried or skipped.": {
    de: "Eine Zeile je Nachricht oder Aufruf nach außen, versucht oder übersprungen.",
    es: "Una fila por mensaje o llamada al exterior, intentada u omitida.",
  },
  "One row per event with what its card shows and how many people are in it.": {
    de: "Eine Zeile je Veranstaltung mit dem, was ihre Karte zeigt, und wie viele Personen dabei sind.",
    es: "Una fila por evento con lo que muestra su tarjeta y cuántas personas hay.",
  },
  "One row per event with all that its page and its editor need.": {
    de: "Eine Zeile je Veranstaltung mit allem, was ihre Seite und ihre Bearbeitung brauchen.",
    es: "Una fila por evento con todo lo que necesitan su página y su editor.",
  },
  "Every address an event has had in its studio; old ones lead to the new one.": {
    de: "Jede Adresse, die eine Veranstaltung in ihrem Studio hatte; alte führen zur neuen.",
    es: "Cada dirección que un evento ha tenido en su estudio; las viejas llevan a la nueva.",
  },
  "What members mean to do about people.": {
    de: "Was Mitglieder mit Personen vorhaben.",
    es: "Qué piensan hacer los miembros con las personas.",
  },
  "How many domain events of each type a studio recorded on each day (UTC).": {
    de: "Wie viele Domain-Events jedes Typs ein Studio an jedem Tag (UTC) aufgezeichnet hat.",
    es: "Cuántos eventos de dominio de cada tipo registró un estudio cada día (UTC).",
  },
  "How many domain events of each type a studio recorded in each hour.": {
    de: "Wie viele Domain-Events jedes Typs ein Studio in jeder Stunde aufgezeichnet hat.",
    es: "Cuántos eventos de dominio de cada tipo registró un estudio cada hora.",
  },
  "One row per domain event with what an auditor filters by; its data stays in the log.": {
    de: "Eine Zeile je Domain-Event mit dem, wonach gefiltert wird; seine Daten bleiben im Log.",
    es: "Una fila por evento de dominio con lo que se filtra al auditar; sus datos quedan en el registro.",
  },
  "How many domain events of each type a studio has recorded.": {
    de: "Wie viele Domain-Events jedes Typs ein Studio aufgezeichnet hat.",
    es: "Cuántos eventos de dominio de cada tipo ha registrado un estudio.",
  },
  "One row per person a studio knows: who registered, or was added by hand, import or API.": {
    de: "Eine Zeile je Person, die ein Studio kennt: angemeldet, von Hand, per Import oder API hinzugefügt.",
    es: "Una fila por persona que conoce un estudio: inscrita, o añadida a mano, por importación o API.",
  },
  "One row per event with what visitors filter and search by, and what calendars need.": {
    de: "Eine Zeile je Veranstaltung mit dem, wonach Besucher filtern und suchen, und was Kalender brauchen.",
    es: "Una fila por evento con lo que los visitantes filtran y buscan, y lo que piden los calendarios.",
  },
  "Who was invited to take over whose place.": {
    de: "Wer eingeladen wurde, wessen Platz zu übernehmen.",
    es: "Quién fue invitado a ocupar la plaza de quién.",
  },
  "One row per registration.": { de: "Eine Zeile je Anmeldung.", es: "Una fila por inscripción." },
  "Saved filters over a studio's people.": {
    de: "Gespeicherte Filter über die Personen eines Studios.",
    es: "Filtros guardados sobre las personas de un estudio.",
  },
  "Every address a studio has had; old ones lead to the new one.": {
    de: "Jede Adresse, die ein Studio hatte; alte führen zur neuen.",
    es: "Cada dirección que ha tenido un estudio; las viejas llevan a la nueva.",
  },
  "One row per member of a studio.": {
    de: "Eine Zeile je Mitglied eines Studios.",
    es: "Una fila por miembro de un estudio.",
  },
  "One row per studio: what it may use, and what it has used so far.": {
    de: "Eine Zeile je Studio: was es nutzen darf, und was es bisher genutzt hat.",
    es: "Una fila por estudio: lo que puede usar y lo que ha usado.",
  },
  "Messages of a studio by UTC day and channel, counted with their first attempt.": {
    de: "Nachrichten eines Studios nach UTC-Tag und Kanal, gezählt mit ihrem ersten Versuch.",
    es: "Mensajes de un estudio por día UTC y canal, contados con su primer intento.",
  },
  "Events that count: neither deleted nor cancelled.": {
    de: "Veranstaltungen, die zählen: weder gelöscht noch abgesagt.",
    es: "Eventos que cuentan: ni borrados ni cancelados.",
  },
  "One row per studio.": { de: "Eine Zeile je Studio.", es: "Una fila por estudio." },
  "People whom a studio does not write to, by which way, and why.": {
    de: "Personen, denen ein Studio nicht schreibt, auf welchem Weg, und warum.",
    es: "Personas a las que un estudio no escribe, por qué vía y por qué.",
  },
  "When a studio's people are tagged by themselves.": {
    de: "Wann Personen eines Studios von selbst Tags bekommen.",
    es: "Cuándo se etiqueta por sí solo a las personas de un estudio.",
  },
  "One row per connected pixel, removed ones too.": {
    de: "Eine Zeile je verbundenem Pixel, auch entfernte.",
    es: "Una fila por píxel conectado, también los quitados.",
  },
  "One row per event and day: how many looked at its page, opened the form, and were refused by it.": {
    de:
      "Eine Zeile je Veranstaltung und Tag: wie viele die Seite ansahen, das Formular öffneten und abgewiesen wurden.",
    es: "Una fila por evento y día: cuántos miraron su página, abrieron el formulario y fueron rechazados.",
  },
  "One row per call to a studio's own system that was tried or skipped.": {
    de: "Eine Zeile je Aufruf an ein eigenes System eines Studios, versucht oder übersprungen.",
    es: "Una fila por llamada al sistema propio de un estudio, intentada u omitida.",
  },
  "One row per system that a studio has told of what happens, removed ones too.": {
    de: "Eine Zeile je System, dem ein Studio berichten lässt, auch entfernte.",
    es: "Una fila por sistema al que un estudio hace avisar, también los quitados.",
  },
};
