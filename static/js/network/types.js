/**
 * The shapes that the modules hand to one another. The letters are the API's own: small l is one sample's loss,
 * capital L all of them; W[i][j] is the weight of the wire into neuron i from neuron j.
 *
 * @typedef {number | "NaN" | "Infinity" | "-Infinity"} Num  a number as the API writes it
 *
 * @typedef {object} Layer
 * @property {number[][]} W  (n_l, n_{l-1})
 * @property {number[]} b  (n_l)
 * @property {string} activation
 * @property {string[]} [frozen]  "W" and/or "b": parameters that an update leaves alone
 *
 * @typedef {object} Problem  a network with its samples: the body of POST /api/trace, and all that a person edits
 * @property {Layer[]} layers
 * @property {string} loss
 * @property {"sum" | "mean"} reduction
 * @property {number[][]} x  (N, n_0)
 * @property {number[][]} target  (N, n_L)
 * @property {number} learning_rate
 *
 * What the server answers is typed by its OpenAPI document, out of which `make types` makes the module "openapi".
 *
 * @typedef {import("openapi").LayerAnswer} LayerAnswer
 * @typedef {Required<Omit<LayerAnswer, "dl_dW" | "dl_db">> & Pick<LayerAnswer, "dl_dW" | "dl_db">} LayerTrace  all
 *   that the page leaves in
 * @typedef {Omit<import("openapi").StepAnswer, "source"> & {source?: number}} Step  one neuron's one quantity
 * @typedef {Step["phase"]} Phase
 * @typedef {import("openapi").UpdateInTrace} Update
 * @typedef {import("openapi").CostsAnswer} Costs  multiplications for all gradients of one sample; text above 2^53
 * @typedef {Omit<import("openapi").TraceAnswer, "layers" | "steps" | "layer_steps"> & {layers: LayerTrace[], steps:
 *   Step[], layer_steps?: Step[]}} Trace  the answer of POST /api/trace; where `layer_steps` are there the network is
 *   too large to be told neuron by neuron, and `steps` are the same
 *
 * @typedef {"guided" | "phase" | "layer" | "neuron" | "operation"} Grain
 * @typedef {"both" | "forward" | "backward" | "push" | "matrices" | "text"} View  the networks drawn, one push
 *   followed, or all of it as text
 *
 * @typedef {object} Moment  a network at an instant, and how it is viewed: what a link carries, what undo brings back
 * @property {string | null} example  id of the worked example that `problem` began as, if any
 * @property {string | null} name  of the network, where it was given one
 * @property {string | null} case  id of the case of that example, if one was chosen
 * @property {Problem} problem
 * @property {number} sample  the current sample, from 0
 * @property {number} at  in [0, number of steps]: 7.4 is 40 % into the eighth step
 * @property {Grain} grain
 * @property {number} speed  1 is the normal speed
 * @property {boolean} playing
 * @property {"whole" | "backward"} until  where playing ends: with the steps, or with the backward pass
 * @property {string | null} chosen  address of the number in the inspector
 * @property {View} view
 * @property {boolean} present  for an audience: the drawing and the sentence alone, in large type
 * @property {string | null} drawer  open section of the editor, or null
 * @property {string | null} lesson  the text of a lesson beside it, `chapter-5.two-ways`, `questions` for their index,
 *   or a question of a practice, `practice.42.3`
 * @property {number} digits  significant digits shown
 * @property {NotationName} notation  how numbers are lettered
 * @property {number[] | null} drive  signals injected at the outputs of the current sample, in place of the loss's own
 * @property {"gradient" | "activation"} ranking  by what the neurons of a folded layer are drawn
 * @property {readonly string[] | null} pinned  neurons that are drawn in any case: "2.13" for the fourteenth of layer 2
 * @property {readonly number[] | null} opened  wide layers that are unfolded
 * @property {number} zoom  1 where the drawing fits
 * @property {boolean} kept  whether what the backward pass reads of the forward pass is marked in the drawing
 * @property {readonly import("./fixed.js").FixablePart[] | null} fixed  what cannot be changed by hand
 * @property {number[][] | null} gains  inputs at which the gains of the backward pass are frozen (N, n_0)
 *
 * @typedef {object} Address
 * @property {string} quantity  x z a w b t l L da_dz dl_da dl_dz dl_dx dl_dw dl_db dL_dw dL_db w_new b_new
 * @property {number[]} indices  layer from 1 (where the quantity has one), neurons from 0
 * @property {number} sample  from 0
 *
 * @typedef {object} Unit  what one press of the step button moves through
 * @property {number} start
 * @property {number} end
 * @property {number[]} steps  indices of the steps in it
 * @property {{index: number, count: number} | null} operation  which part of its single step, in the finest grain
 * @property {boolean} [likewise]  whether a step of its kind has been told in full before, in the guided grain
 *
 * @typedef {"lecture" | "delta" | "matrix" | "index"} NotationName
 *
 * @typedef {object} Part  a piece of a sentence
 * @property {string} text
 * @property {"plain" | "strong" | "forward" | "backward"} role
 * @property {string} [address]  of the number that it is, if it is one
 *
 * @typedef {import("openapi").PublishedNumber} PublishedNumber
 * @typedef {Omit<import("openapi").PresetCase, "changes"> & {changes: Partial<Problem>}} PresetCase
 * @typedef {Omit<import("openapi").PresetAnswer, "request" | "cases"> & {request: Problem, cases: PresetCase[]}} Preset
 *
 * @typedef {Omit<import("openapi").FaultAnswer, "code"> & {code: string}} Fault  one of the server's codes, or one of
 *   the page's own
 * @typedef {Omit<import("openapi").Problem, "errors" | "errors_total"> & {errors: Fault[], errors_total?: number}}
 *   Problem422  application/problem+json
 *
 * @typedef {(key: string, params?: Record<string, string | number>) => string} Translate
 *
 * @typedef {object} Pushing  how a push is looked at
 * @property {boolean} backwards  how it is read
 * @property {number | null} progress  how many of its links have been played; null while it stands still
 * @property {boolean} opened  whether the branches that carry less are drawn, too
 * @property {boolean} asking  whether the question stands in the place of the sentences
 * @property {View | null} from  the view from which one came, by a key or a button
 *
 * @typedef {object} Recursion  how the recursion from the front is followed, beside the sweep from the back
 * @property {number | null} from  the neuron of the first layer with which it begins; null for one after another
 * @property {number} place  how many questions have been asked
 * @property {boolean} running  whether it goes on by itself
 */
export {};
