// The audience's window of `plenary present`: slides that come by themselves, transitions, full screen, the other screen.

import assert from 'node:assert/strict';

import { eventually, inBrowser } from './harness.mjs';
import { audienceOf, shows, talk } from './talk.mjs';

inBrowser('a picture that did not come is shown when the server is back', async (tools) => {
  const slides = Array.from({ length: 12 }, (_, index) => `  - title: Slide ${index + 1}\n`);
  const given = await talk(tools, `title: Long\nlang: en\nslides:\n${slides.join('')}`);
  tools.expect(/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET/);
  const { presenter, program, run } = given;
  const audience = await audienceOf(tools, given);
  const picture = () => audience.locator('.layers img').getAttribute('src');
  const before = await picture();
  await program.kill();
  await presenter.getByText('plenary does not answer').waitFor();
  // The audience goes on seeing what it saw; the presenter is shown that this is not the slide.
  await audience.bringToFront();
  await audience.keyboard.type('9');
  await audience.keyboard.press('Enter');
  await presenter.bringToFront();
  await presenter.keyboard.press('End');
  await presenter.locator('#current .page.waiting').waitFor();
  await presenter.keyboard.press('o');
  await presenter.locator('#grid img.missing').first().waitFor({ state: 'attached' });
  await tools.shoot(presenter, 'away-overview');
  await presenter.keyboard.press('Escape');
  await tools.shoot(presenter, 'away');
  assert.equal(await picture(), before);
  assert.equal(await audience.getByText('cannot be drawn').count(), 0);
  await run(['--port', new URL(program.address).port]);
  await presenter.locator('#current .page:not(.waiting)').waitFor();
  await presenter.keyboard.press('End');
  await shows(audience, 11);
  await shows(presenter.locator('#current'), 11);
  await presenter.keyboard.press('o');
  await eventually(async () => assert.equal(await presenter.locator('#grid img.missing').count(), 0));
});
