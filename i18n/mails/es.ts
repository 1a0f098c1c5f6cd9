import type { MailTexts } from "./texts.ts";

export const es: MailTexts = {
  kinds: {
    confirmation: {
      subject: "Tienes plaza: {title}",
      preview: "{when}. Tu plaza está confirmada.",
      heading: "Te damos la bienvenida, {firstName}. Tu plaza está confirmada.",
      body: ["Nos vemos en «{title}». Todo lo que necesitas está en este correo."],
      button: "Ver mi inscripción",
    },
    waitlisted: {
      subject: "Estás en la lista de espera: {title}",
      preview: "Puesto {position} de la lista. Te escribimos en cuanto haya una plaza libre.",
      heading: "Estás en la lista de espera, {firstName}.",
      body: [
        "«{title}» está completo por ahora. Tienes el puesto {position} de la lista.",
        "En cuanto quede una plaza libre será tuya y te escribiremos enseguida. No tienes que hacer nada más.",
      ],
      button: "Ver mi inscripción",
    },
    moved_up: {
      subject: "Ha quedado una plaza libre: {title}",
      preview: "{when}. Has pasado de la lista de espera a tener plaza.",
      heading: "Buenas noticias, {firstName}: tienes plaza.",
      body: [
        "Ha quedado una plaza libre en «{title}» y es tuya. Si no puedes venir, cancélala para que pase a otra persona.",
      ],
      button: "Ver mi inscripción",
    },
    registration_cancelled: {
      subject: "Inscripción cancelada: {title}",
      preview: "Tu inscripción está cancelada.",
      heading: "Tu inscripción está cancelada, {firstName}.",
      body: [
        "Ya no tienes plaza en «{title}». Si ha sido un error, puedes inscribirte de nuevo en la página del evento.",
      ],
      button: "Abrir la página del evento",
    },
    event_cancelled: {
      subject: "Cancelado: {title}",
      preview: "{when} no se celebra.",
      heading: "«{title}» se ha cancelado.",
      body: ["Hola, {firstName}: lo sentimos, este evento no se celebra. Tu inscripción termina con él."],
      button: "Ver otros eventos",
    },
    rescheduled: {
      subject: "Nueva fecha: {title}",
      preview: "Ahora {when}. Conservas tu plaza.",
      heading: "«{title}» tiene nueva fecha.",
      body: ["Hola, {firstName}: tu inscripción vale para la nueva fecha. Si no te viene bien, puedes cancelarla."],
      button: "Ver mi inscripción",
    },
    reminder: {
      subject: "Recordatorio: {title}, {when}",
      preview: "{when}. Nos vemos pronto.",
      heading: "Nos vemos pronto, {firstName}.",
      body: ["«{title}» está a punto de llegar. Abre tu inscripción con tiempo: desde ahí te unes."],
      button: "Ir a mi inscripción",
    },
    link: {
      subject: "Tu enlace: {title}",
      preview: "Aquí tienes el enlace a tu inscripción.",
      heading: "Aquí tienes tu enlace, {firstName}.",
      body: [
        "Ya tienes inscripción para «{title}». Con este enlace la ves y puedes cambiarla.",
        "Si no lo has pedido, puedes ignorar este correo.",
      ],
      button: "Ver mi inscripción",
    },
    invitation: {
      subject: "{studio} te invita a su equipo",
      preview: "Acepta la invitación antes del {expires}.",
      heading: "Te invitan a {studio}.",
      body: [
        "Puedes unirte al equipo con el papel de {role}. El enlace vale hasta el {expires}.",
        "Si no sabes de qué se trata, ignora este correo.",
      ],
      button: "Aceptar la invitación",
    },
    password_reset: {
      subject: "Elige una contraseña nueva",
      preview: "El enlace vale durante una hora.",
      heading: "Elige una contraseña nueva",
      body: [
        "Alguien, seguramente tú, ha pedido una contraseña nueva. El enlace vale durante una hora.",
        "Si no has sido tú, ignora este correo: tu contraseña sigue igual.",
      ],
      button: "Elegir contraseña",
    },
    verify_email: {
      subject: "Confirma tu dirección de correo",
      preview: "Un clic y tu cuenta está lista.",
      heading: "Confirma tu dirección de correo",
      body: ["Confirma que esta dirección es tuya."],
      button: "Confirmar la dirección",
    },
  },
  labels: {
    when: "Cuándo",
    formerly: "Antes",
    dropped: "Ya no",
    duration: "Duración",
    host: "Con",
    reference: "Referencia",
    reason: "Motivo",
  },
  sections: {
    calendar: "Calendario",
    calendarAttached: "El archivo adjunto añade todas las fechas a tu calendario.",
    calendarLinks: "O añádelo a {google} o a {outlook}.",
    technical: "Qué necesitas",
    technicalText: "Un ordenador, tableta o móvil con un navegador actual, sonido y una conexión estable.",
    contact: "¿Preguntas?",
    contactText: "Responde a este correo o escribe a {contact}.",
    share: "¿Conoces a alguien a quien le interese?",
    shareText: "Comparte la página: {url}",
    shareMessage: "Voy a «{title}». Vente: {url}",
    shareVia: "O envíala por {whatsapp}, {linkedin} o {mail}.",
    mail: "correo",
  },
  footer: {
    registrant: "Recibes este correo porque te inscribiste en «{title}» con {studio}.",
    member: "Enviado por {studio}.",
  },
  roles: { owner: "titular", associate: "formador asociado", auditor: "auditor", analyst: "analista" },
  linkFallback: "Si el botón no funciona, abre esta dirección: {url}",
};
