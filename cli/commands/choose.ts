import { chooseArguments } from './choose-arguments';
import { auditWarnings } from './choose-audit';
import { EXIT } from './streams';
import type { Streams } from './streams';
import { chooseStorage } from '../../src/facts/intent/choose';
import { renderChoice, renderRefusal } from '../render/choice';
import { choiceJson, refusalJson } from '../render/choice-json';
import { HELP } from '../render/messages';

/** From what data means to a class of a platform: what it is, why, and how an app makes it. */
export function chooseCommand(args: string[], streams: Streams): number {
  const asked = chooseArguments(args);
  if (!asked) {
    streams.out(HELP);
    return EXIT.clean;
  }
  const { profile, platform, inputs, output } = asked;
  const decision = chooseStorage(profile, platform, inputs);
  if ('refused' in decision) {
    streams.out(output === 'json' ? refusalJson(asked, decision) : renderRefusal(decision));
    return EXIT.findings;
  }
  const choice = { ...decision, warnings: [...decision.warnings, ...auditWarnings(profile, decision)] };
  streams.out(output === 'json' ? choiceJson(asked, choice) : renderChoice(asked, choice));
  return EXIT.clean;
}
