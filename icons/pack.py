"""Packs the icons of Lucide for plenary.

    npm pack lucide-static && tar xzf lucide-static-*.tgz
    python3 pack.py package

Writes two files, each compressed with zlib:

- `lucide.names.z`: a line for each icon: its name, its other names and its tags, separated by tabs;
  the latter two are lists with commas.
- `lucide.paths.z`: for each icon, in the same order, the length of its path as two bytes, then the
  path. A segment is a byte (0 move, 1 line, 2 curve, 3 close) and the differences of its coordinates
  in hundredths of a unit, as variable-length integers with the sign in the lowest bit. An icon is
  24 units wide and tall.

`synonyms.txt` adds tags: a word, and the icons that it finds.
"""

import json, math, pathlib, re, sys, zlib

SCALE = 100


def num(s): return [float(x) for x in re.findall(r'[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?',s)]
def tokenise(d):
    out=[];
    for m in re.finditer(r'([MmZzLlHhVvCcSsQqTtAa])([^MmZzLlHhVvCcSsQqTtAa]*)',d):
        out.append((m.group(1),m.group(2)))
    return out
def argnums(c,s):
    if c in 'Aa':
        r=[];i=0
        pat=re.compile(r'[\s,]*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)'); fl=re.compile(r'[\s,]*([01])')
        k=0
        while True:
            m=(fl if k%7 in (3,4) else pat).match(s,i)
            if not m: break
            r.append(float(m.group(1))); i=m.end(); k+=1
        return r
    return num(s)
def arc(x1,y1,rx,ry,phi,fa,fs,x2,y2):
    if (x1,y1)==(x2,y2): return []
    if rx==0 or ry==0: return [('L',x2,y2)]
    p=math.radians(phi);c,s=math.cos(p),math.sin(p)
    dx,dy=(x1-x2)/2,(y1-y2)/2
    xp,yp=c*dx+s*dy,-s*dx+c*dy
    rx,ry=abs(rx),abs(ry)
    l=xp*xp/rx/rx+yp*yp/ry/ry
    if l>1: rx*=math.sqrt(l);ry*=math.sqrt(l)
    q=max(0,(rx*rx*ry*ry-rx*rx*yp*yp-ry*ry*xp*xp)/(rx*rx*yp*yp+ry*ry*xp*xp))
    k=math.sqrt(q)*(-1 if fa==fs else 1)
    cxp,cyp=k*rx*yp/ry,-k*ry*xp/rx
    cx,cy=c*cxp-s*cyp+(x1+x2)/2,s*cxp+c*cyp+(y1+y2)/2
    t1=math.atan2((yp-cyp)/ry,(xp-cxp)/rx); t2=math.atan2((-yp-cyp)/ry,(-xp-cxp)/rx)
    d=t2-t1
    if fs and d<0: d+=2*math.pi
    if not fs and d>0: d-=2*math.pi
    n=max(1,math.ceil(abs(d)/(math.pi/2)-1e-6)); d/=n
    t=4/3*math.tan(d/4); res=[]
    def pt(a): return rx*math.cos(a),ry*math.sin(a)
    def tr(x,y): return c*x-s*y+cx,s*x+c*y+cy
    for i in range(n):
        a=t1+i*d;b=a+d
        ax,ay=pt(a);bx,by=pt(b)
        c1=tr(ax-t*rx*math.sin(a),ay+t*ry*math.cos(a)); c2=tr(bx+t*rx*math.sin(b),by-t*ry*math.cos(b))
        e=tr(bx,by)
        res.append(('C',*c1,*c2,*e))
    return res
def path(d):
    out=[];x=y=sx=sy=0;px=py=None;prev=''
    for c,s in tokenise(d):
        a=argnums(c,s); rel=c.islower(); C=c.upper()
        if C=='Z':
            out.append(('Z',)); x,y=sx,sy; prev='Z'; continue
        n={'M':2,'L':2,'H':1,'V':1,'C':6,'S':4,'Q':4,'T':2,'A':7}[C]
        for i in range(0,len(a),n):
            v=a[i:i+n]; assert len(v)==n,(d,c,s)
            ox,oy=(x,y) if rel else (0,0)
            K=C
            if C=='M' and i>0: K='L'
            if K=='M': x,y=v[0]+ox,v[1]+oy; sx,sy=x,y; out.append(('M',x,y))
            elif K=='L': x,y=v[0]+ox,v[1]+oy; out.append(('L',x,y))
            elif K=='H': x=v[0]+ox; out.append(('L',x,y))
            elif K=='V': y=v[0]+oy; out.append(('L',x,y))
            elif K=='C':
                p=[v[j]+(ox,oy)[j%2] for j in range(6)]; out.append(('C',*p)); px,py=p[2:4]; x,y=p[4:]
            elif K=='S':
                p=[v[j]+(ox,oy)[j%2] for j in range(4)]
                c1=(2*x-px,2*y-py) if prev in 'CS' else (x,y)
                out.append(('C',*c1,*p)); px,py=p[:2]; x,y=p[2:]
            elif K=='Q' or K=='T':
                if K=='Q': q=[v[j]+(ox,oy)[j%2] for j in range(4)]
                else: q=[*((2*px-x,2*py-y) if prev in 'QT' else (x,y)), v[0]+ox,v[1]+oy]
                if K=='T' and prev in 'QT': q[:2]=[2*x-px,2*y-py]
                qx,qy,ex,ey=q
                out.append(('C',x+2/3*(qx-x),y+2/3*(qy-y),ex+2/3*(qx-ex),ey+2/3*(qy-ey),ex,ey)); px,py=qx,qy; x,y=ex,ey
            elif K=='A':
                ex,ey=v[5]+ox,v[6]+oy
                out+=arc(x,y,v[0],v[1],v[2],v[3],v[4],ex,ey); x,y=ex,ey
            prev=K
    return out
def shape(tag,a):
    f=lambda k,d=0: float(a.get(k,d))
    if tag=='path': return path(a['d'])
    if tag in('circle','ellipse'):
        rx,ry=(f('r'),f('r')) if tag=='circle' else (f('rx'),f('ry')); cx,cy=f('cx'),f('cy')
        return path(f"M{cx+rx} {cy}A{rx} {ry} 0 0 1 {cx-rx} {cy}A{rx} {ry} 0 0 1 {cx+rx} {cy}Z")
    if tag=='line': return [('M',f('x1'),f('y1')),('L',f('x2'),f('y2'))]
    if tag=='rect':
        x,y,w,h=f('x'),f('y'),f('width'),f('height'); rx=float(a.get('rx',a.get('ry',0))); ry=float(a.get('ry',rx))
        if not rx: return path(f'M{x} {y}H{x+w}V{y+h}H{x}Z')
        return path(f'M{x+rx} {y}H{x+w-rx}A{rx} {ry} 0 0 1 {x+w} {y+ry}V{y+h-ry}A{rx} {ry} 0 0 1 {x+w-rx} {y+h}H{x+rx}A{rx} {ry} 0 0 1 {x} {y+h-ry}V{y+ry}A{rx} {ry} 0 0 1 {x+rx} {y}Z')
    p=num(a['points']); o=[('M',p[0],p[1])]+[('L',p[i],p[i+1]) for i in range(2,len(p),2)]
    if tag=='polygon': o.append(('Z',))
    return o


def varint(value):
    value = (value << 1) ^ (value >> 63)
    out = bytearray()
    while value >= 128:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return out


def encode(segments):
    out, x, y = bytearray(), 0, 0
    for segment in segments:
        out.append("MLCZ".index(segment[0]))
        for i in range(1, len(segment), 2):
            nx, ny = round(segment[i] * SCALE), round(segment[i + 1] * SCALE)
            out += varint(nx - x) + varint(ny - y)
            x, y = nx, ny
    return out


def main():
    package = pathlib.Path(sys.argv[1])
    here = pathlib.Path(__file__).parent
    nodes = json.loads((package / "icon-nodes.json").read_text())
    tags = json.loads((package / "tags.json").read_text())
    drawing = lambda name: re.sub(r'class="[^"]*"', "", (package / f"icons/{name}.svg").read_text())
    owners = {drawing(name): name for name in nodes}
    aliases = {}
    for file in sorted((package / "icons").glob("*.svg")):
        owner = owners.get(drawing(file.stem))
        if file.stem not in nodes and owner:
            aliases.setdefault(owner, []).append(file.stem)
    extra = {}
    for line in (here / "synonyms.txt").read_text().splitlines():
        word, names = line.split(":")
        for name in names.split():
            assert name in nodes, name
            extra.setdefault(name, []).append(word)
    names, paths = [], bytearray()
    for name in sorted(nodes):
        own = [tag.replace(",", " ").lower() for tag in tags.get(name, [])] + extra.get(name, [])
        names.append("\t".join([name, ",".join(aliases.get(name, [])), ",".join(dict.fromkeys(own))]))
        path = encode(segment for tag, keys in nodes[name] for segment in shape(tag, keys))
        paths += len(path).to_bytes(2, "little") + path
    for file, data in ("names", "\n".join(names).encode()), ("paths", bytes(paths)):
        packed = zlib.compress(data, 9)
        (here / f"lucide.{file}.z").write_bytes(packed)
        print(f"{file}: {len(names)} icons, {len(packed)} bytes")


main()
