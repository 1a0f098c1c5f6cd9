import type { RejectionTexts } from "../rejections.ts";

export const rejectionsEs: RejectionTexts = {
  event_not_found: {
    happened: "Este evento no existe o pertenece a otro estudio.",
    todo: "Vuelve a tu lista de eventos y ábrelo desde allí.",
  },
  event_already_created: { happened: "Este evento ya estaba creado.", todo: "Ábrelo desde tu lista de eventos." },
  event_not_published: {
    happened: "Este evento aún no está publicado, así que nadie puede inscribirse.",
    todo: "Publícalo primero.",
  },
  event_cancelled: { happened: "Este evento se ha cancelado y ya no se puede cambiar.", todo: "Crea uno nuevo." },
  event_over: { happened: "Este evento ya ha terminado.", todo: "Busca uno que esté por venir." },
  not_ready_to_publish: {
    happened: "Todavía falta algo para publicar este evento.",
    todo: "Completa lo que indica la lista.",
  },
  payments_not_connected: {
    happened: "Un evento de pago necesita una cuenta de cobro conectada y no hay ninguna.",
    todo: "Conecta una o haz el evento gratuito.",
  },
  slug_taken: { happened: "Otro evento de tu estudio ya tiene esta dirección.", todo: "Elige otra." },
  date_in_past: { happened: "Esta fecha ya ha pasado.", todo: "Elige una futura." },
  date_invalid: {
    happened: "Esta fecha no existe en la zona horaria elegida.",
    todo: "Comprueba el día y la hora; puede que esa noche se cambie la hora.",
  },
  date_unknown: {
    happened: "Esta fecha no es una de las del evento.",
    todo: "Recarga la página y elige una de las que aparecen.",
  },
  date_repeated: { happened: "La misma fecha aparece dos veces.", todo: "Quita una de ellas." },
  date_already_held: {
    happened: "Esta fecha ya se celebró y no se puede mover.",
    todo: "Cambia solo las fechas que están por venir.",
  },
  unknown_time_zone: {
    happened: "Esta zona horaria no se conoce.",
    todo: "Elige una de la lista, como Europe/Madrid.",
  },
  reminder_invalid: {
    happened: "Uno de los recordatorios no tiene una antelación válida.",
    todo: "Usa un tiempo entre cinco minutos y treinta días.",
  },
  registration_window_invalid: {
    happened: "La inscripción se cerraría antes de abrirse.",
    todo: "Pon el cierre después de la apertura.",
  },
  capacity_below_taken: {
    happened: "Ya hay más personas inscritas de las que permite este aforo.",
    todo: "Elige un número igual o mayor, o cancela antes inscripciones.",
  },
  registration_not_found: {
    happened: "Esta inscripción no existe o su enlace se ha sustituido.",
    todo: "Usa el enlace del último correo.",
  },
  registration_not_open: {
    happened: "La inscripción aún no está abierta.",
    todo: "Vuelve cuando se abra; la página indica cuándo.",
  },
  registration_closed: { happened: "La inscripción está cerrada y ya no se dan plazas.", todo: "Busca otro evento." },
  already_registered: {
    happened: "Esta dirección ya tiene plaza en este evento.",
    todo: "Con el enlace del correo de confirmación puedes verla o cancelarla.",
  },
  event_full: {
    happened: "Todas las plazas están ocupadas y no hay lista de espera.",
    todo: "Busca otra fecha u otro evento.",
  },
  terms_required: {
    happened: "Sin aceptar las condiciones no se puede participar.",
    todo: "Marca la casilla para aceptarlas.",
  },
  privacy_required: {
    happened: "Solo podemos guardar tus datos si sabes para qué.",
    todo: "Lee el aviso y marca la casilla.",
  },
  company_required: { happened: "Este evento pide tu empresa.", todo: "Indícala con al menos dos caracteres." },
  studio_not_found: { happened: "Este estudio no existe.", todo: "Comprueba la dirección." },
  studio_already_open: { happened: "Este estudio ya está abierto.", todo: "Inicia sesión." },
  domain_taken: { happened: "Otro estudio de esta instalación tiene este dominio.", todo: "Elige otro." },
  address_taken: { happened: "Otro estudio ya tiene esta dirección.", todo: "Elige otra." },
  member_not_found: { happened: "Esta persona no es miembro del estudio, o ya no lo es.", todo: "Recarga la página." },
  already_a_member: { happened: "Esta persona ya es miembro del estudio.", todo: "Puedes cambiar su rol en la lista." },
  already_invited: {
    happened: "Esta persona ya tiene una invitación pendiente.",
    todo: "Retírala primero si quieres enviar otra.",
  },
  invitation_not_found: { happened: "Esta invitación no existe o se ha retirado.", todo: "Pide una nueva." },
  invitation_expired: { happened: "Esta invitación ha caducado.", todo: "Pide una nueva." },
  events_limit_reached: {
    happened: "El estudio ya tiene todos los eventos que puede tener.",
    todo: "Cancela o elimina uno, o pide más a quien opera esta instalación.",
  },
  registrations_limit_reached: {
    happened: "Por ahora no se admiten más inscripciones aquí.",
    todo: "Pregunta al organizador: ya está avisado.",
  },
  storage_limit_reached: {
    happened: "No hay sitio para este archivo: el estudio ya guarda todo lo que puede.",
    todo:
      "Elige un archivo más pequeño o pide más espacio a quien gestiona esta instalación. Todo lo demás se conserva.",
  },
  last_owner: {
    happened: "Un estudio necesita al menos una persona propietaria.",
    todo: "Da antes ese rol a otra persona.",
  },
  api_key_not_found: { happened: "Esta clave de API no existe o se ha revocado.", todo: "Crea una nueva." },
  claim_taken: { happened: "Alguien se ha adelantado y ya tiene este nombre.", todo: "Elige otro." },
  member_not_erased: {
    happened: "Trabajas en este estudio y tu nombre consta en lo que hiciste allí.",
    todo: "Pide antes a una persona propietaria que te quite del equipo.",
  },
  person_not_found: { happened: "Esta persona no se conoce o sus datos se han borrado.", todo: "Vuelve a la lista." },
  vault_mismatch: {
    happened: "Este registro pertenece a otra bóveda y no se pueden leer los datos personales.",
    todo: "Hay que arrancarlo con el directorio de datos correspondiente.",
  },
  installation_not_started: {
    happened: "Esta instalación aún no está configurada.",
    todo: "Abre la página de inicio y crea tu estudio.",
  },
  lead_not_found: { happened: "Esta persona no existe en este estudio.", todo: "Búscala en la lista de personas." },
  lead_merged: {
    happened: "Esta persona se unió con otra, que sigue por las dos.",
    todo: "Abre la persona que sigue.",
  },
  merge_with_itself: { happened: "Una persona no se puede unir consigo misma.", todo: "Elige la otra de las dos." },
  too_many_tags: {
    happened: "Una persona puede tener {most} etiquetas como máximo.",
    todo: "Quita una antes de añadir otra.",
  },
  task_not_found: { happened: "Esta tarea ya no existe.", todo: "Recarga la página para ver las que quedan." },
  segment_not_found: { happened: "Este segmento ya no existe.", todo: "Elige otro." },
  segment_name_taken: { happened: "Ya hay un segmento llamado «{name}».", todo: "Elige otro nombre." },
  too_many_segments: {
    happened: "Un estudio puede tener {most} segmentos como máximo.",
    todo: "Quita uno que nadie necesite.",
  },
  tag_rule_not_found: { happened: "Esta regla ya no existe.", todo: "Recarga la página para ver las que quedan." },
  too_many_tag_rules: {
    happened: "Un estudio puede tener {most} reglas de etiquetas como máximo.",
    todo: "Quita una que nadie necesite.",
  },
  delivery_leased: {
    happened: "Este mensaje se está enviando ahora mismo.",
    todo: "Espera un momento y vuelve a mirar.",
  },
  delivery_not_due: { happened: "A este mensaje aún no le toca.", todo: "Saldrá solo a su hora." },
  delivery_settled: { happened: "Este mensaje ya está cerrado.", todo: "No queda nada por hacer." },
  delivery_abandoned: {
    happened: "Se ha dejado de enviar este mensaje tras varios intentos.",
    todo: "Mira el último error y envíalo de nuevo a mano.",
  },
  delivery_not_attempted: { happened: "Este mensaje aún no se ha enviado.", todo: "Espera al primer intento." },
  delivery_not_abandoned: {
    happened: "Este mensaje no se ha abandonado, así que no se puede reenviar a mano.",
    todo: "Espera a que termine.",
  },
  query_name_taken: { happened: "Otra consulta guardada tiene este nombre.", todo: "Elige otro nombre." },
  too_many_queries: {
    happened: "El estudio guarda tantas consultas como puede.",
    todo: "Quita una que nadie necesite.",
  },
  projection_not_found: {
    happened: "Esta proyección no existe, o sus filas no son de este estudio.",
    todo: "Elige una de la lista.",
  },
  projection_not_stopped: {
    happened: "Esta proyección no se ha detenido en ningún evento.",
    todo: "Recarga la página para ver cómo está.",
  },
  generation_not_ready: {
    happened: "La nueva generación aún no ha llegado al final del registro.",
    todo: "Espera a que llegue y entonces cambia.",
  },
  generation_not_there: { happened: "Esa generación ya no existe.", todo: "Recarga la página para ver cuáles hay." },
  bulk_not_found: { happened: "Aquí no existe esa acción en grupo.", todo: "Mira la lista de inscripciones." },
  bulk_empty: {
    happened: "No has elegido a nadie.",
    todo: "Elige personas en la lista, o a todas las que coinciden con el filtro.",
  },
  bulk_too_large: { happened: "Son demasiadas personas a la vez.", todo: "Acota el filtro." },
  unauthenticated: { happened: "No has iniciado sesión o ha caducado.", todo: "Inicia sesión e inténtalo de nuevo." },
  forbidden: { happened: "Tu rol no permite esto.", todo: "Pregunta a quien dirige el estudio." },
  request_in_flight: {
    happened: "La misma petición todavía se está procesando.",
    todo: "Espera un momento y repítela con la misma clave.",
  },
  idempotency_key_reused: {
    happened: "Esta clave de idempotencia ya se usó para otra petición.",
    todo: "Usa una clave nueva para un contenido nuevo.",
  },
  too_many_requests: {
    happened: "Son más peticiones de las que atendemos en un minuto.",
    todo: "Espera un poco e inténtalo de nuevo.",
  },
  message_not_found: {
    happened: "Este mensaje ya no forma parte de la secuencia del evento.",
    todo: "Vuelve a cargar la página.",
  },
  message_over: {
    happened: "La fecha de este mensaje ya ha empezado; antes de ella ya no sale nada.",
    todo: "Mira los mensajes que quedan por salir.",
  },
  message_too_early: {
    happened: "Un seguimiento no puede salir antes de que termine el evento.",
    todo: "Espera a que termine la última fecha.",
  },
  template_changed: {
    happened: "Otra persona guardó este mensaje desde que lo abriste.",
    todo: "Mira la última versión y vuelve a hacer tus cambios.",
  },
  template_invalid: { happened: "Hay algo mal en este mensaje.", todo: "Arregla las líneas que se nombran." },
  campaign_not_found: { happened: "Este envío no existe en este estudio.", todo: "Vuelve a tus envíos." },
  campaign_needs_consent: {
    happened: "En un segmento puede haber personas que nunca tuvieron plaza.",
    todo: "Escríbele sobre novedades y ofertas, que llegan a quienes aceptaron.",
  },
  campaign_variable_unknown: {
    happened: "Hay algo entre llaves que no se puede rellenar.",
    todo: "Quítalo o usa uno de los nombres que se ofrecen.",
  },
  follow_up_invalid: {
    happened: "Un seguimiento sale entre cinco minutos y treinta días después de una fecha, una vez por grupo.",
    todo: "Cambia su momento.",
  },
  event_already_published: { happened: "Este evento ya es público.", todo: "Cámbialo o retíralo primero." },
  event_has_registrations: {
    happened: "Hay personas inscritas en este evento, así que sigue siendo público.",
    todo: "Cancélalo en su lugar; se avisará a todos.",
  },
  event_not_a_draft: { happened: "Solo se puede borrar un borrador.", todo: "Cancela el evento en su lugar." },
  publication_not_due: {
    happened: "Este evento no debe publicarse en este momento.",
    todo: "Mira el momento previsto.",
  },
  speaker_not_found: {
    happened: "Esta persona no figura como ponente del evento.",
    todo: "Recarga la página e inténtalo de nuevo.",
  },
  price_invalid: {
    happened: "Estos precios no encajan.",
    todo: "Un evento de pago necesita un precio, y el de inscripción anticipada debe ser menor y en la misma moneda.",
  },
  form_invalid: {
    happened: "Esta pregunta no se puede hacer así.",
    todo: "Da a cada elección al menos dos opciones y a cada pregunta un nombre propio.",
  },
  too_many_visits: { happened: "Es más de lo que cabe en un envío.", todo: "Envía menos a la vez." },
  details_changed: {
    happened: "Alguien ha cambiado este evento desde que lo leíste.",
    todo: "Léelo de nuevo y repite tu cambio.",
  },
  field_required: { happened: "Falta algo que pide quien organiza.", todo: "Complétalo." },
  answer_required: { happened: "Una pregunta que necesita respuesta no la tiene.", todo: "Respóndela." },
  answer_invalid: {
    happened: "Esta respuesta no es de las que admite la pregunta.",
    todo: "Elige una de las que se ofrecen.",
  },
  not_invited: {
    happened: "Este evento es solo para personas invitadas.",
    todo: "Usa el código que recibiste o pregunta a quien organiza.",
  },
  registration_declined: {
    happened: "Quien organiza rechazó esta inscripción.",
    todo: "Escríbele si crees que es un error.",
  },
  registration_not_pending: { happened: "Esta inscripción no espera aprobación.", todo: "Mira su estado actual." },
  registration_not_waiting: {
    happened: "No es posible en el estado actual de la inscripción.",
    todo: "Mira su estado actual.",
  },
  registration_cancelled: { happened: "Esta inscripción ha terminado.", todo: "Inscríbete de nuevo." },
  offer_not_open: { happened: "No se ofrece ninguna plaza a esta inscripción.", todo: "Espera a que te avisemos." },
  offer_expired: {
    happened: "El plazo para aceptar esta plaza terminó y pasó a la siguiente persona.",
    todo: "Inscríbete de nuevo para volver a la lista de espera.",
  },
  transfer_not_found: { happened: "Esta plaza no se cede a nadie.", todo: "Pregunta a quien quería cederla." },
  transfer_expired: { happened: "El plazo para quedarse con esta plaza terminó.", todo: "Pide una nueva invitación." },
  transfer_to_same_person: {
    happened: "Una plaza se cede a otra persona.",
    todo: "Escribe la dirección de otra persona.",
  },
  attendance_too_early: {
    happened: "Nadie puede haber venido aún: el evento no ha empezado.",
    todo: "Anótalo cuando el evento esté en marcha.",
  },
  webhook_not_found: { happened: "Este webhook no existe o fue eliminado.", todo: "Mira la lista de tus webhooks." },
  webhook_call_not_found: {
    happened: "No hay nada con este identificador en el registro de este webhook.",
    todo: "Mira el registro del webhook.",
  },
  webhook_paused: { happened: "Este webhook está apagado o en pausa.", todo: "Enciéndelo primero." },
  webhook_address_refused: {
    happened: "Esta dirección no está en la internet pública.",
    todo: "Escribe una dirección con https:// a la que llegue cualquiera.",
  },
  too_many_webhooks: { happened: "Un estudio no puede tener más webhooks.", todo: "Quita uno que ya nadie necesite." },
  tracking_not_found: { happened: "Este píxel no existe o fue eliminado.", todo: "Mira la lista de tus píxeles." },
  tracking_exists: {
    happened: "Este píxel de esta plataforma ya está conectado.",
    todo: "Edita el que hay o elimínalo antes.",
  },
  tracking_paused: { happened: "Este píxel está desactivado o en pausa.", todo: "Actívalo primero." },
  token_refused: {
    happened: "La plataforma rechaza este token.",
    todo: "Genera uno nuevo en la plataforma y cópialo entero.",
  },
  pixel_id_invalid: {
    happened: "Esto no puede ser el ID de un píxel de esta plataforma.",
    todo: "Cópialo de los ajustes de la plataforma, sin espacios.",
  },
  tracked_event_unknown: {
    happened: "Uno de estos eventos no existe.",
    todo: "Elige entre PageView, ViewContent, Lead, CompleteRegistration, Schedule, InitiateCheckout y Purchase.",
  },
  conversion_action_required: {
    happened: "Google Ads necesita una acción de conversión para cada evento.",
    todo: "Indica al menos una acción de conversión en los ajustes.",
  },
  conversion_in_future: { happened: "Esto todavía no ha ocurrido.", todo: "Indica un momento que ya haya pasado." },
  conversion_not_found: { happened: "Esta conversión no existe.", todo: "Mira el registro del píxel." },
  backfill_empty: {
    happened: "No hay nada que se pueda enviar a posteriori.",
    todo: "Solo se puede lo que es reciente y estaba permitido.",
  },
};
