/** What begins anew when the network is another one. */
export const START = {
  pinned: null,
  opened: null,
  zoom: 1,
  at: 0,
  goal: null,
  playing: false,
  rejection: null,
  editing: null,
  drive: null,
  gains: null,
  silenced: {},
};
