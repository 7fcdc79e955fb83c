import random, time
from django.db import transaction
from tests.intake.conftest import *
from tests.intake.stories import *
from tests.intake.reference import *
from tests.intake.test_taking_in import settled
from channels_mgmt.inbox.services.intake import take_in
def test_r(brand, tmp_path):
    ch=brand.channels.get(slug="wouri-official"); end=time.time()+100; n=0
    import os
    while time.time()<end:
        seed=random.getrandbits(40); r=random.Random(seed); n+=1
        ids=IDS[:r.choice([2,3,4,9])]
        story=[Said(id=r.choice(ids),out=r.random()<.5,at=START+timedelta(hours=r.choice([0,0,1,30])),author=r.choice("ab"),text=r.choice(["","x"]),reply=r.choice(["",*ids]),conversation=r.choice(["","","c1","c2"]),to=r.choice(["","","a"]),automatic=r.random()<.3) for _ in range(r.randint(2,9))]
        cuts=sorted(r.randint(1,8) for _ in range(r.randint(0,4)))
        sp=transaction.savepoint()
        parts=[story[b:e] for b,e in zip([0,*cuts],[*cuts,len(story)]) if story[b:e]]
        for part in parts: take_in(brand=brand,path=write_file(tmp_path/"a.csv",part),channel=ch,at=NOW)
        exp=threads(settled(story))
        try: got=stored_threads(brand)
        except AssertionError as e: got=repr(e)
        if got!=exp:
            print("SEED",seed); 
            for p in parts: print("PART"); [print("  ",m) for m in p]
            print("GOT",got); print("EXP",exp); assert 0
        transaction.savepoint_rollback(sp)
    print("N",n)
