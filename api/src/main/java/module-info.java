/** The vocabulary every part of Jackdaw shares. */
module dev.jackdaw.api {
  requires static org.jspecify;

  exports dev.jackdaw.api;
  exports dev.jackdaw.api.files;
  exports dev.jackdaw.api.json;
  exports dev.jackdaw.api.net;
  exports dev.jackdaw.api.text;

  uses dev.jackdaw.api.ModelBackend;
  uses dev.jackdaw.api.SessionObserver;
}
