package dev.jackdaw.lsp;
import java.nio.file.*; import java.time.Duration; import java.util.*; import dev.jackdaw.api.*;
public class Probe { public static void main(String[] a) throws Exception {
  var dir=Path.of(a[0]); var ws=Workspace.of(dir);
  var specs=new ArrayList<ServerSpec>(); for (var s: KnownServers.ALL) { var p=Path.of("/opt/lspnode/node_modules/.bin",s.program()); if (Files.exists(p)) specs.add(new ServerSpec(s.name(), java.util.stream.Stream.concat(java.util.stream.Stream.of("node","/opt/lspnode/trace.mjs",p.toString()), s.command().stream().skip(1)).toList(), s.languages(), s.markers(), s.environment(), s.options(), s.settings(), s.where(), false, true)); }
  var st=new PlainStarter();
  long t0=System.nanoTime();
  try (var ls=new LanguageServers(specs,ws,new Surroundings(st,Duration.ofSeconds(1),1L<<32,p->true,"1",Thread.ofPlatform().daemon().factory(),w->System.out.println("WARN "+w)))) {
    var f=dir.resolve(a[1]); var old=Files.readString(f);
    for (var i=2;i+1<a.length;i+=2) {
      var next=old.replace(a[i],a[i+1]); long t=System.nanoTime();
      var r=ls.of(f).get().check(f,old,next);
      System.out.println(r.get(60,java.util.concurrent.TimeUnit.SECONDS)+" after ms "+(System.nanoTime()-t)/1000000+" state "+ls.of(f).get().state()+ls.of(f).get().trouble());
      old=next;
      System.out.println(" late "+ls.untold());
    }
  }
}}
