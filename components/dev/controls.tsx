import CopyButton from "../../islands/CopyButton.tsx";
import { Button, ButtonLink } from "../Button.tsx";
import { CopyField } from "../CopyField.tsx";
import { DateTimeField } from "../DateTimeField.tsx";
import { FileDrop } from "../FileDrop.tsx";
import { Checkbox, Combobox, SearchBox, Select, TextArea, TextField } from "../inputs.tsx";
import { Menu } from "../Menu.tsx";
import type { Specimen } from "./specimen.ts";

/** What is pressed, typed into and chosen from. */
export const controls: Specimen[] = [
  {
    name: "Button",
    show: () => (
      <>
        <div class="row">
          <Button type="button" kind="primary">Publish</Button>
          <Button type="button">Edit</Button>
          <Button type="button" kind="quiet" icon="copy">Copy link</Button>
          <Button type="button" kind="danger" icon="trash-2">Cancel event</Button>
          <ButtonLink href="#" icon="external-link">View page</ButtonLink>
        </div>
        <div class="row">
          <Button type="button" kind="primary" busy>Saving</Button>
          <Button type="button" disabled>Not now</Button>
          <Button type="button" size="small" icon="plus">Add a date</Button>
          <Button type="button" size="large" kind="primary">Register free</Button>
        </div>
      </>
    ),
  },
  {
    name: "Field",
    show: (scheme) => (
      <>
        <TextField
          name={`${scheme}-plain`}
          label="Title"
          hint="What people come for, in a few words."
          value="5 Errores Comunes"
        />
        <TextField name={`${scheme}-counted`} label="Short title" counter="17 / 60" value="5 Errores Comunes" />
        <TextField
          name={`${scheme}-wrong`}
          label="E-mail"
          type="email"
          value="ana@"
          error="This is not a complete e-mail address."
        />
        <TextField name={`${scheme}-off`} label="Address" optional="optional" value="cannot-be-changed" disabled />
        <TextArea name={`${scheme}-text`} label="Description" rows={3} value="What they will learn." />
        <Select
          name={`${scheme}-select`}
          label="Type"
          value="b"
          options={[{ value: "a", label: "Webinar" }, { value: "b", label: "Workshop" }]}
        />
        <SearchBox name={`${scheme}-search`} label="Search by title" />
        <Checkbox name={`${scheme}-box`} label="Tell me about further events by mail." checked />
        <Checkbox
          name={`${scheme}-box-wrong`}
          label="I accept the terms of participation."
          error="Please tick this box to go on."
        />
      </>
    ),
  },
  {
    name: "Combobox",
    show: (scheme) => (
      <Combobox
        name={`${scheme}-combo`}
        label="Trainer"
        value="Ana"
        options={[{ value: "Ana", label: "Ana" }, { value: "Ben", label: "Ben" }]}
      />
    ),
  },
  {
    name: "DateTimeField",
    show: (scheme) => (
      <>
        <DateTimeField
          clock={{ name: `${scheme}-clock`, label: "Date and time", value: "2026-11-24T19:00" }}
          zone={{ name: `${scheme}-zone`, label: "Time zone", value: "Europe/Madrid" }}
        />
        <DateTimeField
          clock={{ name: `${scheme}-clock2`, label: "Date and time", error: "This date has already passed." }}
          zone={{
            name: `${scheme}-zone2`,
            label: "Time zone",
            value: "Mars/Olympus",
            error: "This time zone is not known.",
          }}
        />
      </>
    ),
  },
  {
    name: "FileDrop",
    show: (scheme) => (
      <FileDrop name={`${scheme}-file`} label="Choose a file" or="or drop it here" hint="PNG or JPEG, up to 5 MB" />
    ),
  },
  {
    name: "CopyField",
    show: () => (
      <CopyField label="Public link" value="https://example.com/webinars/5-errores-comunes">
        <CopyButton text="https://example.com/webinars/5-errores-comunes" label="Copy" done="Copied" />
      </CopyField>
    ),
  },
  {
    name: "Menu",
    show: (scheme) => (
      <Menu id={`${scheme}-menu`} label="More">
        <a href="#">Duplicate</a>
        <button type="button" data-kind="danger">Cancel event</button>
      </Menu>
    ),
  },
];
