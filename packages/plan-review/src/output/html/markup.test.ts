import { embeddedJson, html } from "./markup";

describe("html", () => {
  it("quotes whatever is put in, for elements and for attributes", () => {
    const { text } = html`<p title="${`"'><img>`}">${"</p><script>"} & ${3}</p>`;
    expect(text).toBe('<p title="&quot;&#39;&gt;&lt;img&gt;">&lt;/p&gt;&lt;script&gt; & 3</p>');
  });

  it("takes markup as it is, alone and in lists, and leaves out what is undefined", () => {
    const items = ["<a>", "b"].map((one) => html`<li>${one}</li>`);
    expect(html`<ul>${items}</ul>${undefined}${html`<hr>`}`.text).toBe("<ul><li>&lt;a&gt;</li><li>b</li></ul><hr>");
  });

  it("writes characters that reorder text as codes", () => {
    expect(html`${"a\u202eb\u0000"}`.text).toBe("a\\u202eb\\u0000");
  });
});

describe("embeddedJson", () => {
  it("holds nothing that could end the element around it, and the same content", () => {
    const value = { text: "</script><!--<script>", quote: '"\u2028' };
    const text = embeddedJson(value);
    expect(text).not.toContain("<");
    expect(JSON.parse(text)).toEqual(value);
  });
});
