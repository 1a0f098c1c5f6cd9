import { Head } from "fresh/runtime";
import { specimens } from "../../components/dev/specimens.ts";
import { define } from "../../web/state.ts";

/** Every component in every state, in both schemes; for those who build pages. */
export default define.page(function ComponentsPage() {
  return (
    <>
      <Head>
        <title>Components</title>
        <meta name="robots" content="noindex" />
      </Head>
      <main class="specimens">
        <h1 class="unseen">Components</h1>
        {["light", "dark"].map((scheme) => (
          <div key={scheme} data-scheme={scheme}>
            {specimens.map((specimen) => (
              <section class="specimen" key={specimen.name} aria-label={`${specimen.name}, ${scheme}`}>
                <h2>{specimen.name}</h2>
                {specimen.show(scheme)}
              </section>
            ))}
          </div>
        ))}
      </main>
    </>
  );
});
