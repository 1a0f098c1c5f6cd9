/** Public address of an event's page. */
export function eventUrl(baseUrl: string, slug: string): string {
  return `${baseUrl}/webinars/${slug}`;
}
