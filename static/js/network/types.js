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
 * @typedef {object} LayerTrace
 * @property {number} layer  from 1
 * @property {string} activation
 * @property {Num[][]} z  (N, n_l)
 * @property {Num[][]} a  (N, n_l)
 * @property {Num[][] | Num[][][]} da_dz  (N, n_l); for softmax (N, n_l, n_l)
 * @property {Num[][]} dl_da  (N, n_l)
 * @property {Num[][]} dl_dz  (N, n_l)
 * @property {Num[][][]} [dl_dW]  (N, n_l, n_{l-1})
 * @property {Num[][]} [dl_db]  (N, n_l)
 * @property {Num[][]} dL_dW  (n_l, n_{l-1})
 * @property {Num[]} dL_db  (n_l)
 *
 * @typedef {"forward" | "loss" | "backward" | "gradient" | "update"} Phase
 *
 * @typedef {object} Step  one neuron's one quantity
 * @property {Phase} phase
 * @property {number} layer
 * @property {number | null} neuron
 * @property {number} [source]  the neuron of the layer before, for dl_dw and w_new
 * @property {string} quantity
 * @property {string[]} writes  addresses
 * @property {string[]} reads  addresses
 *
 * @typedef {object} Update
 * @property {number} learning_rate
 * @property {{layer: number, W_new: Num[][], b_new: Num[]}[]} layers
 * @property {Num[]} l_after  (N)
 * @property {Num} L_before
 * @property {Num} L_after
 *
 * @typedef {object} Costs  multiplications for all gradients of one sample; text above 2^53
 * @property {number | string} forward  for the forward pass alone
 * @property {number | string} sweep
 * @property {number | string} recursion
 * @property {number | string} differences
 * @property {number | string} paths
 *
 * @typedef {object} Trace  the answer of POST /api/trace
 * @property {string} loss
 * @property {string} reduction
 * @property {Num[]} l  (N)
 * @property {Num} L
 * @property {{x: Num[][], dl_dx: Num[][]}} input
 * @property {LayerTrace[]} layers
 * @property {Step[]} steps
 * @property {Step[]} [layer_steps]  where the network is too large to be told neuron by neuron: then `steps` are these
 *   too
 * @property {Update} [update]
 * @property {Costs} [costs]
 * @property {{code: string, detail: string, params: {loss: string, minimum: number, maximum: number, count: number,
 *   address: string}}[]} [warnings]  where something is legal and has no meaning
 * @property {{first: {address: string} | null, count: number} | null} nonfinite  no first where only a loss after the
 *   update overflows
 *
 * @typedef {"phase" | "layer" | "neuron" | "operation"} Grain
 * @typedef {"both" | "forward" | "backward" | "push" | "matrices" | "text"} View  the networks drawn, one push followed, or
 *   all of it as text
 *
 * @typedef {object} Moment  a network at an instant, and how one looks at it: what a link carries, what undo brings back
 * @property {string | null} example  id of the worked example that `problem` began as, if any
 * @property {string | null} case  id of the case of that example, if one was chosen
 * @property {Problem} problem
 * @property {number} sample  the sample that is told, from 0
 * @property {number} at  in [0, number of steps]: 7.4 is 40 % into the eighth step
 * @property {Grain} grain
 * @property {number} speed  1 is the usual pace
 * @property {boolean} playing
 * @property {string | null} chosen  address of the number in the inspector
 * @property {View} view
 * @property {boolean} present  for an audience: the drawing and the sentence alone, in large type
 * @property {string | null} drawer  open section of the editor, or null
 * @property {number} digits  significant digits shown
 * @property {NotationName} notation  how numbers are lettered
 * @property {number[] | null} drive  signals injected at the outputs of the told sample, in place of the loss's own
 * @property {"gradient" | "activation"} ranking  by what the neurons of a folded layer are drawn
 * @property {readonly string[] | null} pinned  neurons that are drawn in any case: "2.13" for the fourteenth of layer 2
 * @property {readonly number[] | null} opened  wide layers that are unfolded
 * @property {number} zoom  1 where the drawing fits
 * @property {number[][] | null} gains  inputs at which the gains of the backward pass are frozen (N, n_0)
 *
 * @typedef {object} Address
 * @property {string} quantity  x z a w b t l L da_dz dl_da dl_dz dl_dx dl_dw dl_db dL_dw dL_db w_new b_new
 * @property {number[]} indices  layer from 1 (where the quantity has one), neurons from 0
 * @property {number} sample  from 0
 *
 * @typedef {object} Unit  what one press moves through
 * @property {number} start
 * @property {number} end
 * @property {number[]} steps  indices of the steps in it
 * @property {{index: number, count: number} | null} operation  which part of its single step, in the finest grain
 *
 * @typedef {"lecture" | "delta" | "matrix" | "index"} NotationName
 *
 * @typedef {object} Part  a piece of a sentence
 * @property {string} text
 * @property {"plain" | "strong" | "forward" | "backward"} role
 *
 * @typedef {object} PublishedNumber
 * @property {string} address
 * @property {number} after_updates
 * @property {string} printed
 * @property {Num} ours
 * @property {"match" | "truncated" | "differs"} verdict
 * @property {string | null} erratum  key of the words that say what is wrong in the source
 *
 * @typedef {object} Preset
 * @property {string} id
 * @property {{author?: string, title?: string, year?: number, url?: string}} source
 * @property {Problem} request
 * @property {{id: string, changes: Partial<Problem>, numbers: PublishedNumber[]}[]} cases
 *
 * @typedef {object} Problem422  application/problem+json
 * @property {string} type
 * @property {string} title
 * @property {number} status
 * @property {string} detail
 * @property {{code: string, pointer: string, detail: string, params: Record<string, unknown>}[]} errors
 * @property {number} [errors_total]  how many there are in all
 *
 * @typedef {(key: string, params?: Record<string, string | number>) => string} Translate
 */
export {};
