import type { RejectionTexts } from "../rejections.ts";

export const rejectionsDe: RejectionTexts = {
  event_not_found: {
    happened: "Diese Veranstaltung gibt es nicht, oder sie gehört zu einem anderen Studio.",
    todo: "Geh zurück zu deiner Liste und öffne sie von dort.",
  },
  event_already_created: { happened: "Diese Veranstaltung wurde schon angelegt.", todo: "Öffne sie aus deiner Liste." },
  event_not_published: {
    happened: "Diese Veranstaltung ist noch nicht veröffentlicht, also kann sich niemand anmelden.",
    todo: "Veröffentliche sie zuerst.",
  },
  event_cancelled: {
    happened: "Diese Veranstaltung wurde abgesagt und lässt sich nicht mehr ändern.",
    todo: "Leg stattdessen eine neue an.",
  },
  event_over: { happened: "Diese Veranstaltung ist vorbei.", todo: "Such dir eine aus, die noch kommt." },
  not_ready_to_publish: {
    happened: "Vor der Veröffentlichung fehlt noch etwas.",
    todo: "Ergänze, was die Liste nennt.",
  },
  payments_not_connected: {
    happened: "Für eine bezahlte Veranstaltung fehlt ein verbundenes Zahlungskonto.",
    todo: "Verbinde eines oder mach die Veranstaltung kostenlos.",
  },
  slug_taken: {
    happened: "Eine andere Veranstaltung deines Studios hat diese Adresse schon.",
    todo: "Wähle eine andere.",
  },
  date_in_past: { happened: "Dieser Termin liegt in der Vergangenheit.", todo: "Wähle einen in der Zukunft." },
  date_invalid: {
    happened: "Diesen Termin gibt es in der gewählten Zeitzone nicht.",
    todo: "Prüfe Tag und Uhrzeit; vielleicht wird in dieser Nacht die Uhr umgestellt.",
  },
  date_unknown: {
    happened: "Dieser Termin gehört nicht zur Veranstaltung.",
    todo: "Lade die Seite neu und wähle einen der gezeigten.",
  },
  date_repeated: { happened: "Derselbe Termin steht zweimal da.", todo: "Entferne einen davon." },
  date_already_held: {
    happened: "Dieser Termin hat schon stattgefunden und lässt sich nicht verschieben.",
    todo: "Ändere nur Termine, die noch kommen.",
  },
  unknown_time_zone: {
    happened: "Diese Zeitzone ist nicht bekannt.",
    todo: "Wähle eine aus der Liste, zum Beispiel Europe/Berlin.",
  },
  reminder_invalid: {
    happened: "Eine der Erinnerungen hat keinen brauchbaren Abstand zum Beginn.",
    todo: "Nimm eine Zeit zwischen fünf Minuten und dreißig Tagen.",
  },
  registration_window_invalid: {
    happened: "Die Anmeldung würde schließen, bevor sie öffnet.",
    todo: "Leg das Ende hinter den Anfang.",
  },
  capacity_below_taken: {
    happened: "Es sind schon mehr Menschen angemeldet, als diese Platzzahl erlaubt.",
    todo: "Wähle eine mindestens so hohe Zahl oder storniere zuerst Anmeldungen.",
  },
  registration_not_found: {
    happened: "Diese Anmeldung gibt es nicht, oder ihr Link wurde ersetzt.",
    todo: "Nimm den Link aus der letzten Mail.",
  },
  registration_not_open: {
    happened: "Die Anmeldung ist noch nicht geöffnet.",
    todo: "Komm wieder, wenn sie öffnet; die Seite nennt den Zeitpunkt.",
  },
  registration_closed: {
    happened: "Die Anmeldung ist geschlossen, es werden keine Plätze mehr vergeben.",
    todo: "Such dir eine andere Veranstaltung aus.",
  },
  already_registered: {
    happened: "Diese Adresse hat schon einen Platz in dieser Veranstaltung.",
    todo: "Mit dem Link in der Bestätigungsmail siehst oder stornierst du ihn.",
  },
  event_full: {
    happened: "Alle Plätze sind vergeben, und es gibt keine Warteliste.",
    todo: "Such dir einen anderen Termin oder eine andere Veranstaltung aus.",
  },
  terms_required: {
    happened: "Ohne die Teilnahmebedingungen kann niemand teilnehmen.",
    todo: "Setz das Häkchen, um zuzustimmen.",
  },
  privacy_required: {
    happened: "Wir dürfen deine Daten nur speichern, wenn du weißt, wofür.",
    todo: "Lies den Hinweis und setz das Häkchen.",
  },
  company_required: {
    happened: "Diese Veranstaltung fragt nach deinem Unternehmen.",
    todo: "Gib es mit mindestens zwei Zeichen an.",
  },
  studio_not_found: { happened: "Dieses Studio gibt es nicht.", todo: "Prüfe die Adresse." },
  studio_already_open: { happened: "Dieses Studio ist schon eröffnet.", todo: "Melde dich einfach an." },
  domain_taken: { happened: "Ein anderes Studio dieser Installation hat diese Domain.", todo: "Wähle eine andere." },
  address_taken: { happened: "Ein anderes Studio hat diese Adresse schon.", todo: "Wähle eine andere." },
  member_not_found: { happened: "Diese Person gehört nicht oder nicht mehr zum Studio.", todo: "Lade die Seite neu." },
  already_a_member: { happened: "Diese Person gehört schon zum Studio.", todo: "Ihre Rolle änderst du in der Liste." },
  already_invited: {
    happened: "Diese Person hat schon eine offene Einladung.",
    todo: "Zieh sie zuerst zurück, wenn du eine neue senden willst.",
  },
  invitation_not_found: {
    happened: "Diese Einladung gibt es nicht, oder sie wurde zurückgezogen.",
    todo: "Bitte um eine neue.",
  },
  invitation_expired: { happened: "Diese Einladung ist abgelaufen.", todo: "Bitte um eine neue." },
  events_limit_reached: {
    happened: "Das Studio hat so viele Events, wie es haben darf.",
    todo: "Sag eines ab oder lösche eines, oder bitte den Betrieb dieser Installation um mehr.",
  },
  registrations_limit_reached: {
    happened: "Hier können im Moment keine weiteren Anmeldungen angenommen werden.",
    todo: "Frag beim Veranstalter nach: Er weiß Bescheid.",
  },
  storage_limit_reached: {
    happened: "Für diese Datei ist kein Platz: Das Studio bewahrt so viel auf, wie es darf.",
    todo:
      "Nimm eine kleinere Datei, oder bitte den Betreiber dieser Installation um mehr Platz. Alles andere bleibt erhalten.",
  },
  last_owner: {
    happened: "Ein Studio braucht mindestens eine Inhaberin oder einen Inhaber.",
    todo: "Gib diese Rolle zuerst jemand anderem.",
  },
  api_key_not_found: {
    happened: "Diesen API-Schlüssel gibt es nicht, oder er wurde widerrufen.",
    todo: "Erzeuge einen neuen.",
  },
  claim_taken: { happened: "Jemand anderes war schneller und hat diesen Namen jetzt.", todo: "Wähle einen anderen." },
  member_not_erased: {
    happened: "Du arbeitest in diesem Studio; dein Name steht bei dem, was du dort getan hast.",
    todo: "Bitte zuerst eine Inhaberin oder einen Inhaber, dich aus dem Team zu nehmen.",
  },
  person_not_found: {
    happened: "Diese Person ist nicht bekannt, oder ihre Daten wurden gelöscht.",
    todo: "Geh zurück zur Liste.",
  },
  vault_mismatch: {
    happened: "Dieses Log gehört zu einem anderen Tresor, persönliche Daten sind nicht lesbar.",
    todo: "Der Betrieb muss es mit dem passenden Datenverzeichnis starten.",
  },
  installation_not_started: {
    happened: "Diese Installation ist noch nicht eingerichtet.",
    todo: "Öffne die Startseite und leg dein Studio an.",
  },
  lead_not_found: {
    happened: "Diese Person gibt es in diesem Studio nicht.",
    todo: "Suche sie in der Liste der Personen.",
  },
  lead_merged: {
    happened: "Diese Person wurde mit einer anderen zusammengelegt, die für beide weitergeht.",
    todo: "Öffne die Person, die weitergeht.",
  },
  merge_with_itself: {
    happened: "Eine Person kann nicht mit sich selbst zusammengelegt werden.",
    todo: "Wähle die andere der beiden.",
  },
  too_many_tags: {
    happened: "Eine Person kann höchstens {most} Schlagwörter haben.",
    todo: "Entferne eines, bevor du ein anderes gibst.",
  },
  task_not_found: {
    happened: "Diese Aufgabe gibt es nicht mehr.",
    todo: "Lade die Seite neu, um die übrigen zu sehen.",
  },
  segment_not_found: { happened: "Dieses Segment gibt es nicht mehr.", todo: "Wähle ein anderes." },
  segment_name_taken: { happened: "Ein Segment namens „{name}“ gibt es schon.", todo: "Wähle einen anderen Namen." },
  too_many_segments: {
    happened: "Ein Studio kann höchstens {most} Segmente haben.",
    todo: "Entferne eines, das niemand braucht.",
  },
  tag_rule_not_found: {
    happened: "Diese Regel gibt es nicht mehr.",
    todo: "Lade die Seite neu, um die übrigen zu sehen.",
  },
  too_many_tag_rules: {
    happened: "Ein Studio kann höchstens {most} Regeln für Schlagwörter haben.",
    todo: "Entferne eine, die niemand braucht.",
  },
  delivery_leased: {
    happened: "Diese Nachricht wird gerade gesendet.",
    todo: "Warte einen Moment und schau noch einmal.",
  },
  delivery_not_due: {
    happened: "Diese Nachricht ist noch nicht fällig.",
    todo: "Sie geht zu ihrer Zeit von selbst hinaus.",
  },
  delivery_settled: { happened: "Diese Nachricht ist schon abgeschlossen.", todo: "Es ist nichts mehr zu tun." },
  delivery_abandoned: {
    happened: "Der Versand dieser Nachricht wurde nach mehreren Versuchen aufgegeben.",
    todo: "Sieh dir den letzten Fehler an und sende sie dann von Hand neu.",
  },
  delivery_not_attempted: {
    happened: "Diese Nachricht wurde noch nicht gesendet.",
    todo: "Warte den ersten Versuch ab.",
  },
  delivery_not_abandoned: {
    happened: "Diese Nachricht wurde nicht aufgegeben und lässt sich darum nicht von Hand neu senden.",
    todo: "Warte, bis sie fertig ist.",
  },
  query_name_taken: {
    happened: "Eine andere gespeicherte Abfrage heißt schon so.",
    todo: "Wähle einen anderen Namen.",
  },
  too_many_queries: {
    happened: "Das Studio hat so viele Abfragen, wie es behalten kann.",
    todo: "Entferne eine, die niemand braucht.",
  },
  projection_not_found: {
    happened: "Diese Projektion gibt es nicht, oder ihre Zeilen gehören nicht zu diesem Studio.",
    todo: "Wähle eine aus der Liste.",
  },
  projection_not_stopped: {
    happened: "Diese Projektion ist an keinem Ereignis stehen geblieben.",
    todo: "Lade die Seite neu, um zu sehen, wie sie steht.",
  },
  generation_not_ready: {
    happened: "Die neue Generation ist noch nicht am Ende des Protokolls.",
    todo: "Warte, bis sie es ist, und schalte dann um.",
  },
  generation_not_there: {
    happened: "Diese Generation gibt es nicht mehr.",
    todo: "Lade die Seite neu, um zu sehen, welche es gibt.",
  },
  bulk_not_found: { happened: "Diese Sammelaktion gibt es hier nicht.", todo: "Schau in die Liste der Anmeldungen." },
  bulk_empty: {
    happened: "Niemand ist ausgewählt.",
    todo: "Wähle Personen in der Liste aus, oder alle, die zum Filter passen.",
  },
  bulk_too_large: { happened: "Das sind zu viele Personen auf einmal.", todo: "Grenze den Filter ein." },
  unauthenticated: {
    happened: "Du bist nicht angemeldet, oder deine Sitzung ist abgelaufen.",
    todo: "Melde dich an und versuch es noch einmal.",
  },
  forbidden: { happened: "Deine Rolle erlaubt das nicht.", todo: "Frag die Inhaberin oder den Inhaber des Studios." },
  request_in_flight: {
    happened: "Dieselbe Anfrage wird noch bearbeitet.",
    todo: "Warte einen Moment und wiederhole sie mit demselben Schlüssel.",
  },
  idempotency_key_reused: {
    happened: "Dieser Idempotenz-Schlüssel wurde schon für eine andere Anfrage benutzt.",
    todo: "Nimm für neuen Inhalt einen neuen Schlüssel.",
  },
  too_many_requests: {
    happened: "Das war mehr, als wir in einer Minute beantworten.",
    todo: "Warte ein wenig und versuch es noch einmal.",
  },
  message_not_found: {
    happened: "Diese Nachricht gehört nicht mehr zum Ablauf der Veranstaltung.",
    todo: "Lade die Seite neu.",
  },
  message_over: {
    happened: "Der Termin dieser Nachricht hat begonnen; davor geht nichts mehr hinaus.",
    todo: "Sieh dir die Nachrichten an, die noch kommen.",
  },
  message_too_early: {
    happened: "Eine Nachricht danach kann nicht vor dem Ende der Veranstaltung hinausgehen.",
    todo: "Warte, bis der letzte Termin vorbei ist.",
  },
  template_changed: {
    happened: "Jemand anderes hat diese Nachricht gespeichert, seit du sie geöffnet hast.",
    todo: "Sieh dir die neueste Version an und mach deine Änderungen noch einmal.",
  },
  template_invalid: {
    happened: "In dieser Nachricht stimmt etwas nicht.",
    todo: "Bring die genannten Zeilen in Ordnung.",
  },
  campaign_not_found: {
    happened: "Diesen Versand gibt es in diesem Studio nicht.",
    todo: "Geh zurück zu deinen Versänden.",
  },
  campaign_needs_consent: {
    happened: "In einem Segment können Personen sein, die nie einen Platz hatten.",
    todo: "Schreib ihm über Neuigkeiten und Angebote; die gehen an alle, die zugestimmt haben.",
  },
  campaign_variable_unknown: {
    happened: "In geschweiften Klammern steht etwas, wofür sich nichts einsetzen lässt.",
    todo: "Lass es weg oder nimm einen der angebotenen Namen.",
  },
  follow_up_invalid: {
    happened:
      "Eine Nachricht danach geht zwischen fünf Minuten und dreißig Tagen nach einem Termin hinaus, je Gruppe einmal.",
    todo: "Ändere die Zeit.",
  },
  event_already_published: {
    happened: "Diese Veranstaltung ist bereits öffentlich.",
    todo: "Ändere sie, oder nimm sie zuerst zurück.",
  },
  event_has_registrations: {
    happened: "Für diese Veranstaltung sind Leute angemeldet, also bleibt sie öffentlich.",
    todo: "Sage sie stattdessen ab; alle erfahren davon.",
  },
  event_not_a_draft: {
    happened: "Nur ein Entwurf kann gelöscht werden.",
    todo: "Sage die Veranstaltung stattdessen ab.",
  },
  publication_not_due: {
    happened: "Diese Veranstaltung soll jetzt nicht veröffentlicht werden.",
    todo: "Sieh nach, welcher Zeitpunkt geplant ist.",
  },
  speaker_not_found: {
    happened: "Diese Person spricht nicht bei der Veranstaltung.",
    todo: "Lade die Seite neu und versuche es noch einmal.",
  },
  price_invalid: {
    happened: "Diese Preise passen nicht zusammen.",
    todo:
      "Eine kostenpflichtige Veranstaltung braucht einen Preis; der Frühbucherpreis muss niedriger und in derselben Währung sein.",
  },
  form_invalid: {
    happened: "Diese Frage kann so nicht gestellt werden.",
    todo: "Gib jeder Auswahl mindestens zwei Möglichkeiten und jeder Frage einen eigenen Namen.",
  },
  too_many_visits: { happened: "Das ist mehr, als auf einmal geht.", todo: "Sende weniger auf einmal." },
  details_changed: {
    happened: "Jemand hat diese Veranstaltung geändert, seit du sie gelesen hast.",
    todo: "Lies sie neu und wiederhole deine Änderung.",
  },
  field_required: { happened: "Es fehlt etwas, wonach der Veranstalter fragt.", todo: "Fülle es aus." },
  answer_required: { happened: "Eine Frage, die eine Antwort braucht, hat keine.", todo: "Beantworte sie." },
  answer_invalid: {
    happened: "Diese Antwort gehört nicht zu denen, die die Frage zulässt.",
    todo: "Wähle eine der angebotenen.",
  },
  not_invited: {
    happened: "Diese Veranstaltung ist nur für Eingeladene.",
    todo: "Verwende den Code, den du bekommen hast, oder frage den Veranstalter.",
  },
  registration_declined: {
    happened: "Diese Anmeldung wurde vom Veranstalter abgelehnt.",
    todo: "Schreibe dem Veranstalter, wenn du das für einen Irrtum hältst.",
  },
  registration_not_pending: {
    happened: "Diese Anmeldung wartet nicht auf Zustimmung.",
    todo: "Sieh dir ihren jetzigen Stand an.",
  },
  registration_not_waiting: {
    happened: "Das geht beim jetzigen Stand der Anmeldung nicht.",
    todo: "Sieh dir ihren jetzigen Stand an.",
  },
  registration_cancelled: { happened: "Diese Anmeldung besteht nicht mehr.", todo: "Melde dich neu an." },
  offer_not_open: {
    happened: "Für diese Anmeldung ist kein Platz angeboten.",
    todo: "Warte, bis du von uns hörst.",
  },
  offer_expired: {
    happened: "Die Zeit, diesen Platz anzunehmen, ist vorbei, und er ging an die nächste Person.",
    todo: "Melde dich erneut an, um wieder auf die Warteliste zu kommen.",
  },
  transfer_not_found: {
    happened: "Dieser Platz wird niemandem übergeben.",
    todo: "Frage die Person, die ihn übergeben wollte.",
  },
  transfer_expired: {
    happened: "Die Zeit, diesen Platz zu übernehmen, ist vorbei.",
    todo: "Bitte um eine neue Einladung.",
  },
  transfer_to_same_person: {
    happened: "Ein Platz wird an jemand anderen übergeben.",
    todo: "Gib die Adresse einer anderen Person ein.",
  },
  attendance_too_early: {
    happened: "Es kann noch niemand da gewesen sein: die Veranstaltung hat nicht begonnen.",
    todo: "Vermerke es, sobald die Veranstaltung läuft.",
  },
  webhook_not_found: {
    happened: "Diesen Webhook gibt es nicht, oder er wurde entfernt.",
    todo: "Sieh in der Liste deiner Webhooks nach.",
  },
  webhook_call_not_found: {
    happened: "Unter dieser Kennung steht nichts im Protokoll dieses Webhooks.",
    todo: "Sieh im Protokoll des Webhooks nach.",
  },
  webhook_paused: { happened: "Dieser Webhook ist abgeschaltet oder angehalten.", todo: "Schalte ihn zuerst ein." },
  webhook_address_refused: {
    happened: "Diese Adresse liegt nicht im öffentlichen Internet.",
    todo: "Gib eine Adresse mit https:// ein, die jeder erreichen kann.",
  },
  too_many_webhooks: {
    happened: "Mehr Webhooks kann ein Studio nicht haben.",
    todo: "Entferne einen, den niemand mehr braucht.",
  },
  tracking_not_found: {
    happened: "Dieses Pixel gibt es nicht, oder es wurde entfernt.",
    todo: "Schau in die Liste deiner Pixel.",
  },
  tracking_exists: {
    happened: "Dieses Pixel dieser Plattform ist schon verbunden.",
    todo: "Bearbeite das vorhandene, oder entferne es zuerst.",
  },
  tracking_paused: { happened: "Dieses Pixel ist ausgeschaltet oder ruht.", todo: "Schalte es zuerst ein." },
  token_refused: {
    happened: "Die Plattform lehnt dieses Token ab.",
    todo: "Erzeuge dort ein neues und kopiere es vollständig.",
  },
  pixel_id_invalid: {
    happened: "Das kann keine Pixel-ID dieser Plattform sein.",
    todo: "Kopiere sie aus den Einstellungen der Plattform, ohne Leerzeichen.",
  },
  tracked_event_unknown: {
    happened: "Eines dieser Ereignisse gibt es nicht.",
    todo: "Wähle aus PageView, ViewContent, Lead, CompleteRegistration, Schedule, InitiateCheckout und Purchase.",
  },
  conversion_action_required: {
    happened: "Google Ads braucht für jedes Ereignis eine Conversion-Aktion.",
    todo: "Nenne in den Einstellungen mindestens eine Conversion-Aktion.",
  },
  conversion_in_future: { happened: "Das ist noch nicht geschehen.", todo: "Gib einen Zeitpunkt an, der vorbei ist." },
  conversion_not_found: { happened: "Diese Conversion gibt es nicht.", todo: "Schau ins Protokoll des Pixels." },
  backfill_empty: {
    happened: "Es gibt nichts, was sich nachträglich senden ließe.",
    todo: "Nur was neu genug und erlaubt war, kann gesendet werden.",
  },
};
