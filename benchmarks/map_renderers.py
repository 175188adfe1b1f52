"""Which renderer should draw the map? Measures three in headless Chromium on the processor alone.

    npm install vis-network@10.1.5 sigma@3.0.3 graphology@0.26.0   # in any folder
    python benchmarks/map_renderers.py FOLDER/node_modules

Prints, for 2,000 people and 8,000 ties and for 20,000 and 80,000: seconds until the first picture, milliseconds per
frame while panning, size of the page. Positions are given; nothing is laid out in the browser.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from pathlib import Path

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--enable-unsafe-swiftshader"]
PAGE = """<!doctype html><meta charset=utf-8>
<style>html,body,#map{margin:0;
width:100%;height:100%;overflow:hidden}</style>
<div id=map></div><script id=graph type=application/json>DATA</script>SCRIPTS<script>
const t0=performance.now();const {nodes,ties}=JSON.parse(document.getElementById('graph').textContent);
const colours=['#b35806','#fdb863','#999','#80cdc1','#018571'];let pan;
ENGINE
</script>"""
VIS = """const net=new vis.Network(map,{nodes:nodes.map((n,i)=>({id:i,x:n[0]*1500,y:n[1]*1500,
label:n[2],size:8,shape:'dot',
color:colours[i%5]})),
edges:ties.map(t=>({from:t[0],to:t[1]}))},{physics:false,edges:{smooth:false},interaction:
{hideEdgesOnDrag:false}});net.once('afterDrawing',()=>{window.first=performance.now()});
pan=i=>{net.moveTo({position:{x:i*4,y:0},animation:false});net.redraw()};"""
SIGMA = """const g=new graphology.Graph({multi:true});nodes.forEach((n,i)=>g.addNode(i,{x:n[0],y:n[1],label:n[2],size:5,
color:colours[i%5]}));ties.forEach(t=>g.addEdge(t[0],t[1],{size:1,color:'#bbb'}));
const s=new Sigma(g,map);
requestAnimationFrame(()=>{window.first=performance.now()});pan=i=>{s.getCamera().setState({x:.5+i/400});
s.refresh({skipIndexation:true})};"""
CANVAS = """const W=innerWidth,H=innerHeight,c=document.createElement('canvas');c.width=W*1.5;c.height=H*1.5;
c.style.cssText='position:absolute;left:-25%;top:-25%;will-change:transform';map.append(c);const g=c.getContext('2d');
const draw=dx=>{g.clearRect(0,0,c.width,c.height);
g.strokeStyle='#bbb';g.lineWidth=.7;g.beginPath();const X=v=>v*900+W*.75+dx,
Y=v=>v*700+H*.75;for(const [a,b] of ties){
g.moveTo(X(nodes[a][0]),Y(nodes[a][1]));g.lineTo(X(nodes[b][0]),Y(nodes[b][1]))}
g.stroke();colours.forEach((k,j)=>{g.fillStyle=k;g.beginPath();for(let i=j;i<nodes.length;i+=5){const n=nodes[i];
g.moveTo(X(n[0])+4,Y(n[1]));g.arc(X(n[0]),Y(n[1]),4,0,7)}g.fill()});g.fillStyle='#222';g.font='11px sans-serif';
for(let i=0;i<200;i++)g.fillText(nodes[i][2],X(nodes[i][0]),Y(nodes[i][1])+14)};draw(0);
requestAnimationFrame(()=>{
window.first=performance.now();const t=performance.now();draw(0);window.full=performance.now()-t});
pan=i=>{c.style.transform=`translate(${i*2}px,0)`};"""
ENGINES = {
    "vis-network 10.1.5": (VIS, ["vis-network/standalone/umd/vis-network.min.js"]),
    "sigma 3 + graphology": (SIGMA, ["graphology/dist/graphology.umd.min.js", "sigma/dist/sigma.min.js"]),
    "own canvas": (CANVAS, []),
}
FRAMES = """() => new Promise(done => {const t=[];let i=0;const step=now=>{t.push(now);pan(i++);
i<60?requestAnimationFrame(step):done((t[59]-t[4])/55)};requestAnimationFrame(step)})"""


def graph(people: int) -> str:
    """Random people in the unit square and four ties each, as JSON."""
    draw = random.Random(0)
    nodes = [[draw.random() - 0.5, draw.random() - 0.5, f"Person {i}"] for i in range(people)]
    ties = [draw.sample(range(people), 2) for _ in range(4 * people)]
    return json.dumps({"nodes": nodes, "ties": ties}, separators=(",", ":"))


def page(engine: str, packages: Path, people: int) -> str:
    """The page that draws a random graph with one engine."""
    code, scripts = ENGINES[engine]
    tags = "".join(f"<script>{(packages / name).read_text('utf-8')}</script>" for name in scripts)
    return PAGE.replace("DATA", graph(people)).replace("ENGINE", code).replace("SCRIPTS", tags)


def main() -> None:
    """Print one line per engine and size."""
    from playwright.sync_api import sync_playwright

    packages = Path(sys.argv[1])
    with sync_playwright() as play, tempfile.TemporaryDirectory() as folder:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        for people in (2000, 20000):
            for engine in ENGINES:
                file = Path(folder, "page.html")
                file.write_text(page(engine, packages, people), "utf-8")
                tab = browser.new_page(viewport={"width": 1280, "height": 800})
                tab.on("pageerror", lambda error, engine=engine: print(f"       {engine}: {error}"[:100]))
                tab.goto(file.as_uri())
                tab.wait_for_function("window.first > 0", timeout=60_000)
                first, frame = tab.evaluate("first"), tab.evaluate(FRAMES)
                size = file.stat().st_size / 1e6
                print(f"{people:6} {engine:22} first {first / 1000:6.2f} s  frame {frame:7.1f} ms  {size:.2f} MB")
                tab.close()


if __name__ == "__main__":
    main()
